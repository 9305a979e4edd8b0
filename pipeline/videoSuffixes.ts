/** Name endings that the input bucket announces, in lower case; the stack adds the upper-case forms, since S3's filters are case-sensitive. */
export const VIDEO_SUFFIXES = [
  '.mp4',
  '.mov',
  '.mkv',
  '.avi',
  '.webm',
  '.wmv',
  '.flv',
  '.m4v',
  '.ts',
  '.3gp',
  '.mpg',
] as const;

/** True for a name that ends like a video, in any case. */
export function hasVideoSuffix(name: string): boolean {
  const lower = name.toLowerCase();
  return VIDEO_SUFFIXES.some(suffix => lower.endsWith(suffix));
}
