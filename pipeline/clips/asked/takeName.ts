import { leavesItsName } from '../../../contract/clips/clipName.ts';
import { sourceIdOf } from '../../../contract/ledgerTable.ts';
import { refuse } from '../../../failures/refuse.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { AskedClip } from './askedClip.ts';

/**
 * Gives a clip its id for good, so that the same id never stands for two clips.
 * @throws {WorkError} input/clip-id-taken.
 */
export async function takeName(
  { request, newJob }: AskedClip,
  ledger: Pick<Ledger, 'get' | 'nameClip'>,
): Promise<void> {
  const { source, jobId } = newJob;
  const name = { version: source.version, jobId };
  const sourceId = sourceIdOf(source);
  const holder = await ledger.nameClip(sourceId, name);
  if (holder.version === name.version) return;
  const other = await ledger.get(holder.jobId);
  const isLeft = !other || leavesItsName(other.state);
  const now = isLeft ? await ledger.nameClip(sourceId, name, holder.jobId) : holder;
  if (now.version === name.version) return;
  refuse(
    'clip-id-taken',
    `clipId: "${request.clipId}" is another clip's, of other moments; ask under another id, or without one.`,
  );
}
