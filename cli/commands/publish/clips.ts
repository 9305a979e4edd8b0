import type { SNSClient } from '@aws-sdk/client-sns';
import type { ClipStory } from '../../../contract/clips/clipStory.ts';
import type { Deployment } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { askForClip } from '../../aws/askForClip.ts';
import { renditionNamed } from '../../aws/deployment.ts';
import { clipsOfKey } from '../../ledger/jobsOfKey.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';

type ClipJob = LedgerJob & { clip: ClipStory };

interface Naming {
  rendition: string | undefined;
  deployment: Deployment;
  ledger: Pick<LedgerReader, 'ofSource'>;
}

/**
 * The clips of these keys, as the ledger has them; null where the first is none.
 * @throws {CommandError} 1 for one of clips that is not known; what it was to be of only the ledger tells.
 */
export async function clipsNamed(
  keys: string[],
  { rendition, deployment, ledger }: Naming,
): Promise<ClipJob[] | null> {
  const isClips = rendition !== undefined && renditionNamed(deployment, rendition).kind === 'clip';
  const found: ClipJob[] = [];
  for (const key of keys) {
    const [clip] = (await clipsOfKey(key, deployment, ledger)).filter(
      job => rendition === undefined || job.rendition === rendition,
    );
    if (clip?.clip) found.push({ ...clip, clip: clip.clip });
    else if (isClips || found.length > 0) throw noClip(key);
    else return null;
  }
  return found.length > 0 || isClips ? found : null;
}

/** Asks for them again, each by what the ledger has of its request: whoever names one wants it made anew. */
export async function publishClips(
  clips: ClipJob[],
  sns: Pick<SNSClient, 'send'>,
  deployment: Deployment,
  { dryRun = false, reason, json }: { dryRun?: boolean; reason?: string; json?: boolean },
): Promise<void> {
  if (clips.length === 0)
    throw new CommandError(2, 'Name a clip as "npx fanreel status" does: camera/clipId.');
  for (const { clip, rendition } of dryRun ? [] : clips) {
    const { clipId, span } = clip;
    const request = { clipId, span, force: true, ...(reason && { reason }) };
    await askForClip(request, rendition, deployment, sns);
  }
  const keys = clips.map(({ source }) => source.key);
  const renditions = [...new Set(clips.map(({ rendition }) => rendition))];
  if (json) print(JSON.stringify({ renditions, keys, dryRun }, null, 2));
  else for (const { source, rendition } of clips) print(line(source.key, rendition, dryRun));
}

function line(key: string, rendition: string, dryRun: boolean): string {
  return `${dryRun ? 'Would ask' : 'Asked'} for ${printable(key)} of ${rendition} again.`;
}

function noClip(key: string): CommandError {
  return new CommandError(1, `There is no clip "${printable(key)}" in the ledger: name it by camera/clipId.`);
}
