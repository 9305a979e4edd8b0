import { computeCost } from '../../../prices/computeCost.ts';
import { roundedUsd } from '../../../prices/cost.ts';
import { expectedRequestsUsd } from '../../attempt/expectedRequests.ts';
import type { LongJobs } from '../../worker/settings.ts';
import type { Estimate, Work } from '../engine.ts';
import * as encoding from '../ffmpeg/fits.ts';

/**
 * Until there is a container where there was none, seconds. Scaling hears of a message with the metrics of its minute, and AWS says that
 * a task on Fargate takes 30 to 45 seconds or longer to start (re:Post, "how to speed up provisioning of ecs fargate task"). KEDA looks
 * more often; a node that has to be there first takes longer.
 */
const SEEN_SECONDS = 60;
const START_SECONDS = 45;

/** In which a function probes the source and puts its message before containers, as for MediaConvert. */
const HANDING_ON_SECONDS = 0.5;

/** Why an encode cannot end in a container. */
export function obstacle(work: Work): string | null {
  return encoding.noRoom(inContainer(work));
}

/** Containers beside a function are for what that had better not make, also where they would be cheaper. */
export function drawback(work: Work): string | null {
  const isForFunction = encoding.obstacle(work) === null && encoding.drawback(work) === null;
  return isForFunction ? 'containers are for what is too long for the function' : null;
}

/** A container is charged its own seconds, and the function those in which it handed the job on. */
export function estimate(work: Work): Estimate {
  const { seconds, usd, requestsUsd } = encoding.estimate(inContainer(work));
  const { settings } = work;
  const asked = expectedRequestsUsd(0, 0, settings);
  return {
    seconds: SEEN_SECONDS + START_SECONDS + seconds,
    usd: roundedUsd(usd + computeCost(HANDING_ON_SECONDS, settings.size).usd + asked),
    requestsUsd: roundedUsd(requestsUsd + asked),
  };
}

/** That it fits, with both numbers. */
export function merit(work: Work): string {
  return encoding.merit(inContainer(work));
}

/** The same work with a container's limits. */
function inContainer(work: Work): Work {
  const { settings } = work;
  const { size, timeoutSeconds } = longJobsOf(settings);
  const managed = { ...settings.managed, aboveSeconds: timeoutSeconds };
  return { ...work, settings: { ...settings, size, timeoutSeconds, managed } };
}

/** @throws {TypeError} where the engine is asked although there are no containers. */
export function longJobsOf({ longJobs }: { longJobs?: LongJobs | undefined }): LongJobs {
  if (!longJobs) throw new TypeError('There are no containers that take long jobs.');
  return longJobs;
}
