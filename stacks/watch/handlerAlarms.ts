import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../contract/metrics.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import { handlerMetric } from './handlerMetric.ts';
import { usdPerHour } from './usdPerHour.ts';

/** A single hiccup is what retries are for: so many, and more than so many of all attempts, are a disturbance. */
const DISTURBANCE = { period: Duration.minutes(15), least: 5, percent: 50 };

/** A failure that every upload is going to meet. */
export function presetFails(alarms: Alarms, rendition: string): void {
  alarms.raise(
    `${rendition}-preset-fails`,
    own(alarms, 'failures-preset', ALARM_PERIOD, rendition),
    0,
    `The preset ${rendition}, or the code, cannot make what came in. Read the reason with "fanreel status", mend the preset or the code, deploy, then "fanreel redrive ${rendition}".`,
  );
}

/** Most of what is tried fails by what should pass. */
export function disturbed(alarms: Alarms, rendition: string): void {
  const { period, least, percent } = DISTURBANCE;
  const share = new MathExpression({
    expression: `IF(FILL(t, 0) >= ${least}, 100 * t / (t + FILL(c, 0) + FILL(s, 0)), 0)`,
    usingMetrics: {
      t: own(alarms, 'failures-transient', period, rendition),
      c: own(alarms, 'jobs-complete', period, rendition),
      s: own(alarms, 'jobs-submitted', period, rendition),
    },
    period,
    label: 'transient failures, percent of attempts',
  });
  alarms.raise(
    `${rendition}-disturbed`,
    share,
    percent,
    `Most attempts of ${rendition} fail by what should pass. Read the commonest failure code in the function's log and AWS's health page; retries go on by themselves, and "fanreel redrive ${rendition}" takes up what reached the DLQ meanwhile.`,
  );
}

/** Money goes faster than the profile expects. */
export function costsOver(alarms: Alarms, rendition: string, usd: number): void {
  alarms.raise(
    `${rendition}-costs`,
    usdPerHour(alarms.prefix, rendition),
    usd,
    `${rendition} costs more than ${usd} USD an hour. See with "fanreel status" whether uploads, retries or long videos for MediaConvert are the cause; lower maxConcurrency in the profile to slow it down, or raise alarmUsdPerHour if it is wanted.`,
  );
}

/** Sources of which nothing is heard any more. */
export function overdue(alarms: Alarms, rendition: string): void {
  alarms.raise(
    `${rendition}-overdue`,
    own(alarms, 'overdue', ALARM_PERIOD, rendition, 'Maximum'),
    0,
    `Uploads wait for ${rendition} without news for longer than overdueMinutes. List them with "fanreel reconcile", which asks again for what is missing; if they come back, look at the queue's age and the function's errors.`,
    TreatMissingData.IGNORE, // between two sweeps nothing has changed
  );
}

/** MediaConvert speaks another language than the code. */
export function eventsUnread(alarms: Alarms): void {
  alarms.raise(
    'job-state-events-unread',
    own(alarms, 'managed-events-unread', ALARM_PERIOD),
    0,
    'Events of MediaConvert came in a form that the code does not know, so their jobs stay "submitted". Read the log of the job-state function, mend the code, deploy; then "fanreel reconcile" ends the jobs.',
  );
}

/** Somebody's receiver is gone, and nothing is tried again. */
export function webhookDisabled(alarms: Alarms): void {
  alarms.raise(
    'webhooks-disabled',
    own(alarms, 'webhooks-disabled', ALARM_PERIOD),
    0,
    'A webhook answered 410 Gone, and is told nothing any more. See which with "fanreel webhook list"; remove it with "fanreel webhook rm ID", or have its receiver mended, then "fanreel webhook test ID" and "fanreel webhook replay ID".',
  );
}

function own(
  { prefix }: Alarms,
  name: MetricName,
  period: Duration,
  rendition?: string,
  statistic?: string,
): IMetric {
  return handlerMetric(name, { prefix, rendition, period, statistic });
}
