import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { CLIP_FILE, clipKey } from '../../../contract/clips/clipKeys.ts';
import { imageKey } from '../../../contract/keys/imageKey.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { jobsOfKey } from '../../ledger/jobsOfKey.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { together } from '../../ledger/sources.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';

export interface OpenOptions extends ConnectionOptions {
  rendition?: string;
  /** Seconds. */
  expires: number;
  json?: boolean;
}

/** Of a signature, seconds: a week. */
const MAX_EXPIRY = 604_800;

/** `fanreel open`: presigned links, which are as good as the credentials that signed them, and no longer. */
export function open(key: string, { rendition, expires, json, ...options }: OpenOptions): Promise<void> {
  if (expires < 1 || expires > MAX_EXPIRY)
    throw new CommandError(2, 'A link works for 1s to 7d: give --expires between.');
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const name = rendition === undefined ? undefined : renditionNamed(deployment, rendition).name;
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const found = await jobsOfKey(key, deployment, ledger);
    const names = deployment.renditions.map(one => one.name);
    const jobs = found.length > 0 ? together(found, { renditions: names }).jobs : [];
    const chosen = jobs.filter(job => name === undefined || job.rendition === name);
    const client = new S3Client(clientConfig);
    const links = await Promise.all(
      chosen.filter(({ output, pruned }) => output && !pruned).map(job => linkTo(job, client, expires)),
    );
    if (links.length === 0) throw noOutput(key, chosen);
    if (json) print(JSON.stringify(links, null, 2));
    else for (const link of links) print(name === undefined ? `${link.rendition}  ${link.url}` : link.url);
  });
}

async function linkTo({ output, rendition, clip }: LedgerJob, client: S3Client, expiresIn: number) {
  // A clip's output is its manifest, beside which the clip is.
  const key = clip ? imageKey(clipKey(clip), CLIP_FILE) : output?.key;
  const command = new GetObjectCommand({ Bucket: output?.bucket, Key: key });
  const url = await getSignedUrl(client, command, { expiresIn });
  return { rendition, url, expiresAt: new Date(Date.now() + expiresIn * 1_000).toISOString() };
}

function noOutput(key: string, jobs: LedgerJob[]): CommandError {
  const states = jobs
    .map(({ rendition, state, pruned }) => `${rendition} ${pruned ? 'was pruned' : `is ${state}`}`)
    .join(', ');
  const why = states || 'nothing is known of it';
  return new CommandError(1, `There is no output of "${printable(key)}" to open: ${printable(why)}.`);
}
