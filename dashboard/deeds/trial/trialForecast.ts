import { open } from 'node:fs/promises';
import { quoteRendition } from '../../../cli/decide/quoteSource.ts';
import { TRIAL_PREFIX } from '../../../contract/keys/trialPrefix.ts';
import { type Probe, probe } from '../../../media/probe/probe.ts';
import type { TrialForecast } from '../../wire/mends/trial.ts';
import { reckoningOf } from '../forecast/reckoning.ts';
import type { DeedPlace } from '../place.ts';
import { VIDEO_SECONDS, withVideo } from './makeVideo.ts';

/** What a test would come to: the very video is made and looked at, and not sent. */
export async function trialForecast({ deployment, connection }: DeedPlace): Promise<TrialForecast> {
  const isPaid = connection.endpoint === null;
  const [probed, { profile, profileName, presets }] = await Promise.all([
    withVideo(probeFile),
    reckoningOf(deployment, !isPaid),
  ]);
  const renditions = [...presets].map(([name, preset]): TrialForecast['renditions'][number] => {
    if (!preset) return { rendition: name, refusal: 'There is no such preset here, so nobody can tell.' };
    const quote = quoteRendition({ name, preset, probed, key: `${TRIAL_PREFIX}video.mp4`, profile });
    if ('refusal' in quote) return { rendition: name, refusal: quote.refusal.message };
    const { engine, seconds, usd } = quote;
    return { rendition: name, engine, seconds, usd };
  });
  return {
    ...{ seconds: VIDEO_SECONDS, sizeBytes: probed.sizeBytes, isPaid, profile: profileName, renditions },
    usd: renditions.reduce((sum, { usd = 0 }) => sum + usd, 0),
  };
}

async function probeFile(path: string): Promise<Probe> {
  await using file = await open(path);
  const { size } = await file.stat();
  const readRange = async (offset: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  return await probe(readRange, size);
}
