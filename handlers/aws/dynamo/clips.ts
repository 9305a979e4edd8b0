import { randomUUID } from 'node:crypto';
import { type ClipName, clipNameKey, readClipName, writeClipName } from '../../../contract/clips/clipName.ts';
import type { Job } from '../../../contract/job.ts';
import type { SettledClip } from '../../../pipeline/ports/ledger.ts';
import { freeSince } from './claimJob.ts';
import type { LedgerBeats } from './items/ledgerBeats.ts';
import { IS_NEW, type LedgerItems } from './items/ledgerItems.ts';

/** Writes a clip that nobody has to take for that, as it was seen. False where somebody has it. */
export async function settleClip(
  clip: SettledClip,
  seen: Job | null,
  { items, beats }: { items: LedgerItems; beats: LedgerBeats },
): Promise<boolean> {
  const isFree = seen ? await freeSince(seen, randomUUID(), beats) : IS_NEW;
  if (!isFree) return false;
  if (await items.put({ ...clip, expiresAt: items.expiresAt() }, isFree)) return true;
  // The answer to a write may be lost, and the client's second try then meets what the first one left.
  return (await items.getItem(clip))?.updatedAt === clip.updatedAt;
}

/** Gives a clip its id unless another has it, but for the job `over`; whose it is then. */
export async function nameClip(
  items: LedgerItems,
  { sourceId, name, over }: { sourceId: string; name: ClipName; over?: string | undefined },
): Promise<ClipName> {
  const isFree = {
    expression: 'attribute_not_exists(jobId) OR #name.#version = :version OR #name.jobId = :over',
    names: { '#name': 'name', '#version': 'version' },
    values: { ':version': name.version, ':over': over ?? name.jobId },
  };
  if (await items.put(writeClipName(sourceId, name, items.expiresAt()), isFree)) return name;
  const item = await items.getItem(clipNameKey(sourceId));
  return item ? readClipName(item) : name;
}
