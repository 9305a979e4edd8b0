/** Where nobody is told how far it is, but for who watches that it does not stand still. */
const WATCHED_SECONDS = 1;

/**
 * ffmpeg's arguments to tell how far it is, every `seconds`. Left to itself it tells twice a second, in a dozen lines that
 * somebody has to read.
 */
export function progressArgs(seconds: number = WATCHED_SECONDS): string[] {
  return ['-progress', 'pipe:1', '-stats_period', String(seconds), '-nostats'];
}
