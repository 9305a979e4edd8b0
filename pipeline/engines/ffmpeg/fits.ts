import { computeCost } from '../../../prices/computeCost.ts';
import { roundedUsd } from '../../../prices/cost.ts';
import { expectedRequestsUsd } from '../../attempt/expectedRequests.ts';
import { vcpusOf } from '../../worker/vcpus.ts';
import type { Estimate, Work } from '../engine.ts';
import { failedHere } from './failedHere.ts';

/** Seconds of a function's time that are kept for download, checks and upload. */
const OVERHEAD_SECONDS = 60;

/**
 * What a function takes beside ffmpeg's predicted time: to find and probe the source, to start ffmpeg for measuring and for
 * looking at what was made, and to write down how it ended, seconds (`npm run bench -- --only quote`).
 */
const AROUND_SECONDS = 0.35;

/** What a function's network carries a second, as it is known by measurement: 600 Mb/s. */
const BYTES_A_SECOND = 75e6;

/** A prediction can be off; scratch that is full fails the job, so a tenth is kept free. */
const SCRATCH_SHARE = 0.9;

/** Why an encode cannot end with this worker. */
export function obstacle(work: Work): string | null {
  return failedHere(work.job, work.messageId, work.settings) ?? noRoom(work);
}

/** Why what it runs in has not the scratch, or the time. */
export function noRoom(work: Work): string | null {
  const { size } = work.settings;
  if (megabytes(work) > size.scratchMb * SCRATCH_SHARE) {
    return `source and output need ${megabytes(work)} MB of scratch, the ${size.compute} has ${size.scratchMb} MB`;
  }
  return predictedSeconds(work) > maxSeconds(work) ? tooLong(work) : null;
}

/** Why it had better be made elsewhere: the profile says from when on. */
export function drawback(work: Work): string | null {
  return predictedSeconds(work) > work.settings.managed.aboveSeconds ? tooLong(work) : null;
}

/** Its time is billed for the encode and for what is around it. */
export function estimate(work: Work): Estimate {
  const { size } = work.settings;
  const encode = predictedSeconds(work);
  const seconds = AROUND_SECONDS + work.prepared.sourceBytes / BYTES_A_SECOND + encode;
  const requestsUsd = expectedRequestsUsd(encode, work.prepared.files, work.settings);
  return { seconds, usd: roundedUsd(computeCost(seconds, size).usd + requestsUsd), requestsUsd };
}

/** That it fits, with both numbers. */
export function merit(work: Work): string {
  return `predicted encode of ${round(predictedSeconds(work))} s and ${megabytes(work)} MB of scratch fit the ${work.settings.size.compute}`;
}

function tooLong(work: Work): string {
  const limit = Math.min(work.settings.managed.aboveSeconds, maxSeconds(work));
  const whose = work.settings.size.compute === 'container' ? "the container's limit" : 'the limit';
  return `predicted encode of ${round(predictedSeconds(work))} s is over ${whose} of ${round(limit)} s`;
}

function predictedSeconds({ prepared, settings }: Work): number {
  return prepared.predict(vcpusOf(settings.size)).seconds;
}

function maxSeconds({ settings }: Work): number {
  return settings.timeoutSeconds - OVERHEAD_SECONDS;
}

/** Source and output lie in scratch side by side. */
function megabytes({ prepared, settings }: Work): number {
  const { outputBytes } = prepared.predict(vcpusOf(settings.size));
  return Math.ceil((prepared.sourceBytes + outputBytes) / 1_048_576);
}

function round(seconds: number): number {
  return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
}
