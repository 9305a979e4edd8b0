import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect garbage at once and by itself, not beside the work and with helpers: what lives is some 20 MB, so that a
 * collection takes 10 ms, and to mark it bit by bit on several threads took twice the processor time, which is ffmpeg's. Set
 * here, for NODE_OPTIONS takes neither.
 */
export function collectInOneGo(): void {
  setFlagsFromString('--no-incremental-marking');
  setFlagsFromString('--no-parallel-scavenge');
}
