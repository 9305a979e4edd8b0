import { computeCost } from '../../../prices/computeCost.ts';
import { roundedUsd } from '../../../prices/cost.ts';
import { mediaConvertCost } from '../../../prices/mediaConvertCost.ts';
import { expectedManagedRequestsUsd } from '../../attempt/expectedElsewhere.ts';
import type { Engine, Estimate, Work } from '../engine.ts';
import { managedPlan, managedRefusal } from './askMediaConvert.ts';
import { outputPlanOf } from './openJob.ts';
import { submitManaged } from './submitManaged.ts';

/** A film of an hour takes it some 22 minutes, by public figures; a job waits in its queue first. */
const SECONDS_A_SECOND = 22 / 60;
const WAITING_SECONDS = 30;

/** In which a function probes the source and hands the job over (`npm run bench -- --only quote`). */
const SUBMITTING_SECONDS = 0.5;

/** Hands a video to AWS Elemental MediaConvert; its events bring the job to an end. */
export const mediaConvertEngine: Engine = {
  name: 'mediaconvert',
  endsElsewhere: true,
  obstacle: ({ prepared, settings }) =>
    managedRefusal(prepared) ??
    (settings.managed.enabled ? null : 'MediaConvert is turned off in this profile'),
  drawback: () => null,
  estimate,
  merit: () => 'MediaConvert can make it',
  run: async (prepared, claim, worker) => ({
    result: 'submitted',
    job: await submitManaged(prepared, claim, worker),
  }),
};

function estimate({ prepared, settings }: Work): Estimate {
  const plan = outputPlanOf(managedPlan(prepared.plan));
  const making = plan.durationSeconds * SECONDS_A_SECOND;
  const requestsUsd = expectedManagedRequestsUsd(making, settings);
  const submitted = computeCost(SUBMITTING_SECONDS, settings.size).usd;
  return {
    seconds: WAITING_SECONDS + making,
    usd: roundedUsd(mediaConvertCost(plan, plan.durationSeconds).usd + submitted + requestsUsd),
    requestsUsd,
  };
}
