import { WorkError } from '../../../failures/workError.ts';
import type { Probe } from '../../probe/probe.ts';
import { probeFile } from '../../probe/probeFile.ts';

/**
 * What an output on disk holds. The probe's refusals are of what people upload; an output that it refuses, for one
 * because there is no video in it, was made wrong, and its source is not to blame.
 * @throws {WorkError} preset/output-mismatch
 */
export async function probeOutput(path: string): Promise<Probe> {
  try {
    return await probeFile(path);
  } catch (cause) {
    if (!(cause instanceof WorkError) || cause.failureClass !== 'input') throw cause;
    const message = 'The output cannot be read as a video.';
    throw new WorkError('output-mismatch', { message, detail: `${cause.code}: ${cause.message}`, cause });
  }
}
