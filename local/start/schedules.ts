import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION, type SqsStore } from '../../emulator/index.ts';
import { ConfigError } from '../../failures/configError.ts';
import type { World } from '../template/world.ts';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Runs the stack's EventBridge schedules, whose targets are queues. Returns the way to stop them. */
export function startSchedules(world: World, sqs: SqsStore): () => void {
  const timers = world
    .all('AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression && properties.State !== 'DISABLED')
    .map(({ attributes, properties }) => {
      const targets = properties.Targets as { Arn: string }[];
      const run = () => {
        const body = JSON.stringify(scheduledEvent(attributes.Arn ?? ''));
        for (const { Arn } of targets) sqs.send({ queue: Arn.split(':').at(-1) ?? '', body });
      };
      return setInterval(run, periodMs(String(properties.ScheduleExpression)));
    });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** @throws {ConfigError} for a cron expression, which the stack has none of. */
function periodMs(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (ms > 0) return ms;
  throw new ConfigError(`The embedded runtime does not know the schedule "${expression}".`);
}

/** EventBridge user guide, "Scheduled events". */
function scheduledEvent(ruleArn: string) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [ruleArn],
    detail: {},
  };
}
