import { randomBytes } from 'node:crypto';
import { uploadFile } from '../../../cli/transfer/uploadFile.ts';
import { TRIAL_PREFIX } from '../../../contract/keys/trialPrefix.ts';
import type { Trial } from '../../wire/mends/trial.ts';
import type { DeedPlace } from '../place.ts';
import { withVideo } from './makeVideo.ts';

/** Makes a short video and uploads it under a key of its own: from then on it is an upload as any other. */
export async function sendTrial({ deployment, s3 }: DeedPlace): Promise<Trial> {
  const { inputBucket: bucket } = deployment;
  const sentAt = new Date().toISOString();
  const key = trialKey(sentAt);
  await withVideo(path => uploadFile(s3, { bucket, key, path, metadata: {} }));
  return { bucket, key, sentAt };
}

/** Two that are sent in the same second are two. */
function trialKey(at: string): string {
  return `${TRIAL_PREFIX}${at.slice(0, 19).replaceAll(':', '-')}-${randomBytes(3).toString('hex')}.mp4`;
}
