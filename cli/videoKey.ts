import { VIDEO_SUFFIXES } from '../pipeline/videoSuffixes.ts';

/**
 * True for a key whose upload the input bucket announces. S3's suffix filters are case-sensitive and the stack has
 * the all-lower and all-upper forms, so `clip.Mp4` would lie there unnoticed.
 */
export function isVideoKey(key: string): boolean {
  return VIDEO_SUFFIXES.some(suffix => key.endsWith(suffix) || key.endsWith(suffix.toUpperCase()));
}
