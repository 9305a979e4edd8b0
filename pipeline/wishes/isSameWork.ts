import type { Source } from '../../contract/job.ts';
import { madeBy } from '../../contract/wishes/madeBy.ts';
import type { Preset } from '../../presets/schema/preset.ts';

/** Whether a rendition of this kind comes out the same of both, as far as wishes go. */
export function isSameWork(
  one: Pick<Source, 'wishes'>,
  other: Pick<Source, 'wishes'>,
  kind: Preset['kind'],
): boolean {
  return JSON.stringify(madeBy(one.wishes, kind)) === JSON.stringify(madeBy(other.wishes, kind));
}
