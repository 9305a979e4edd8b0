import type { Source } from '../../contract/job.ts';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import { refuse } from '../../failures/refuse.ts';

/** Where the profile makes nothing of an upload whose wishes are wrong. @throws {WorkError} input/bad-wish. */
export function refuseWrongWish(
  { wishFailure }: Pick<Source, 'wishFailure'>,
  { onWrong }: Pick<WishSettings, 'onWrong'>,
): void {
  if (wishFailure && onWrong === 'refuse') refuse('bad-wish', wishFailure.message);
}
