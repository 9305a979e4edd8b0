import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { readClipManifest } from '../../../contract/clips/clipManifest.ts';
import { mediaFacts } from '../../support/mediaFacts.ts';
import type { Judged } from '../invariants/checkInvariants.ts';
import type { Surroundings } from '../invariants/judgeRendition.ts';
import { makerName } from '../invariants/spending.ts';
import type { AskedClip } from './clipWorkload.ts';

/** What a clip may be longer or shorter than it was asked for: a frame on either side. */
const SLACK_SECONDS = 0.15;

/** What became of clips, one after the other. */
export async function judgeClips(asked: AskedClip[], found: Surroundings): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of asked) judged.push(await judgeClip(one, found));
  return judged;
}

/** A clip has to be there, or to have come to nothing for a reason that the ledger tells. */
async function judgeClip(asked: AskedClip, found: Surroundings): Promise<Judged> {
  const { key, rendition } = asked;
  const job = found.jobs.find(one => one.source.key === key && one.rendition === rendition);
  const name = `${key} ${rendition}`;
  if (job?.state === 'complete') {
    const maker = makerName(job.jobId, job.attempts.length);
    const wrong = await flawOf(asked, job.output.bucket, found);
    return wrong === null ? { maker } : { maker, problem: { kind: 'wrong', line: `${name}: ${wrong}` } };
  }
  const isTold = job?.state === 'not-available' && job.clip?.why !== undefined;
  const letter = found.letters.get(rendition)?.some(body => body.includes(key.split('/').at(-1) ?? key));
  if (isTold || (job?.state === 'failed' && job.failure && letter)) return {};
  return { problem: { kind: 'lost', line: `${name}: no clip; ledger: ${job?.state ?? 'nothing'}` } };
}

async function flawOf(
  { key, seconds }: AskedClip,
  Bucket: string,
  { stack, folder }: Surroundings,
): Promise<string | null> {
  const bytesOf = async (Key: string) => {
    const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
  const manifest = readClipManifest(Buffer.from(await bytesOf(`${key}/manifest.json`)).toString());
  for (const { key: image, sizeBytes } of manifest.images) {
    if ((await bytesOf(image)).length !== sizeBytes) return `image ${image} is not as the manifest has it`;
  }
  const path = join(folder, 'clip.mp4');
  await writeFile(path, await bytesOf(manifest.video.key));
  const { duration, codec } = await mediaFacts(path);
  const missing = manifest.gaps?.length ?? 0;
  if (codec !== 'h264') return `it is ${codec}`;
  if (duration > seconds + SLACK_SECONDS) return `it runs ${duration} s, asked for ${seconds} s`;
  if (missing === 0 && duration < seconds - SLACK_SECONDS)
    return `it runs ${duration} s, asked for ${seconds} s`;
  return null;
}
