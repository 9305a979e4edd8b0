import { type Deployment, madeOfUploads } from '../../contract/deployment.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { LedgerReader } from './ledgerReader.ts';

/** The jobs of an upload, or where there is none of that key those of a clip, which is called by where it lies. */
export async function jobsOfKey(
  key: string,
  deployment: Deployment,
  ledger: Pick<LedgerReader, 'ofSource'>,
): Promise<LedgerJob[]> {
  const ofUpload = await ledger.ofSource(deployment.inputBucket, key);
  return ofUpload.length > 0 ? ofUpload : await clipsOfKey(key, deployment, ledger);
}

/** As jobsOfKey, of clips alone: `camera/clipId`. */
export async function clipsOfKey(
  key: string,
  deployment: Deployment,
  ledger: Pick<LedgerReader, 'ofSource'>,
): Promise<LedgerJob[]> {
  const others = new Set(madeOfUploads(deployment));
  const ofClips = deployment.renditions.filter(one => !others.has(one));
  return (await Promise.all(ofClips.map(({ bucket }) => ledger.ofSource(bucket, key)))).flat();
}
