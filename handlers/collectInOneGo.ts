import { setFlagsFromString } from 'node:v8';

/**
 * How much more than what lived after the last collection there may be until the next one, percent. By V8's own reckoning what a
 * job reads, some 8 MB, made it mark all that lives in every job.
 */
const HEAP_GROWING_PERCENT = 120;

/**
 * Lets V8 collect garbage at once and by itself, not beside the work and with helpers, and not for every job: what lives is some 20 MB,
 * so that a collection takes 10 to 20 ms, and to mark it bit by bit on several threads took twice the processor time, which is
 * ffmpeg's. Set here, for NODE_OPTIONS takes none of them.
 */
export function collectInOneGo(): void {
  setFlagsFromString('--no-incremental-marking');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
}
