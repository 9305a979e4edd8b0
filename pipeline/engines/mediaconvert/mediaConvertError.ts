import type { FailureClass } from '../../../failures/catalogue.ts';

/**
 * MediaConvert's error codes by what helps against them (user guide, "Error codes"). What is in neither list is taken
 * as the input's fault: it would fail again.
 */
const TRANSIENT = [1550, 1999, 3450, 3451];
/** Roles, buckets, keys: nobody's video. */
const CONFIGURATION = [1401, 1404, 1432, 1433, 1434, 1515];

/** Which class of failure an error code of MediaConvert's is. */
export function managedFailureClass(errorCode: number | undefined): FailureClass {
  if (errorCode === undefined) return 'input';
  if (TRANSIENT.includes(errorCode)) return 'transient';
  return CONFIGURATION.includes(errorCode) ? 'preset' : 'input';
}
