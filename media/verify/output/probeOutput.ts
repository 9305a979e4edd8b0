import { WorkError } from '../../../failures/workError.ts';
import type { Probe } from '../../probe/probe.ts';

/**
 * What an output holds, by `look`, which probes it on disk or by ranges. The probe's refusals are of what people upload; an output that it refuses, for one
 * because there is no video in it, was made wrong, and its source is not to blame.
 * @throws {WorkError} preset/output-mismatch
 */
export async function probeOutput(look: () => Promise<Probe>): Promise<Probe> {
  try {
    return await look();
  } catch (cause) {
    if (!(cause instanceof WorkError) || cause.failureClass !== 'input') throw cause;
    const message = 'The output cannot be read as a video.';
    throw new WorkError('output-mismatch', { message, detail: `${cause.code}: ${cause.message}`, cause });
  }
}
