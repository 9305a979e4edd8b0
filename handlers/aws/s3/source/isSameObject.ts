import type { Source } from '../../../../contract/job.ts';

/** Whether both are one object in one version. */
export function isSameObject(one: Source, other: Source): boolean {
  return one.bucket === other.bucket && one.key === other.key && one.version === other.version;
}
