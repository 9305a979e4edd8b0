import type { Job } from '../../../contract/job.ts';
import type { ManagedEvent } from '../../../contract/messages/managedEvent.ts';
import type { FailureClass } from '../../../failures/catalogue.ts';
import { type Failure, failureOf } from '../../../failures/failure.ts';
import { isManagedCode, managedCode } from '../../../failures/managedCode.ts';

/**
 * MediaConvert's error codes by what helps against them (user guide, "Error codes"). What is in neither list is taken
 * as the input's fault: it would fail again.
 */
const TRANSIENT = [1550, 1999, 3450, 3451];
/** Roles, buckets, keys: nobody's video. */
const CONFIGURATION = [1401, 1404, 1432, 1433, 1434, 1515];

/** What is told of a job that MediaConvert ended without an output. */
export function managedFailure({ status, jobId, errorCode, errorMessage }: ManagedEvent): Failure {
  if (status === 'CANCELED') {
    return failureOf('mediaconvert-canceled', {
      class: 'input',
      message: `MediaConvert job ${jobId} was canceled.`,
    });
  }
  return failureOf(managedCode(errorCode), {
    class: managedFailureClass(errorCode),
    message: `MediaConvert job ${jobId} failed: ${errorMessage ?? 'no reason given'}`,
  });
}

/** How many of a job's attempts MediaConvert has ended by an error of its own. */
export function managedFailures({ attempts }: Pick<Job, 'attempts'>): number {
  return attempts.filter(({ outcome }) => outcome !== undefined && isManagedCode(outcome)).length;
}

/** Which class of failure an error code of MediaConvert's is. */
function managedFailureClass(errorCode: number | undefined): FailureClass {
  if (errorCode === undefined) return 'input';
  if (TRANSIENT.includes(errorCode)) return 'transient';
  return CONFIGURATION.includes(errorCode) ? 'preset' : 'input';
}
