import { runInNewContext } from 'node:vm';
import { App, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../lab/support/random.ts';
import { desiredWorkers, type Load, type ScalingLimits } from '../../workers/desiredWorkers.ts';
import { DESIRED_METRICS, desiredExpression, scalingSteps } from '../../workers/scalingSteps.ts';

const STEPS_A_POLICY = 20;

/** What CloudWatch makes of the expression where no metric is late. */
function metricOf({ waiting, busy }: Load, limits: ScalingLimits): number {
  const functions = {
    ...{ CEIL: Math.ceil, REPEAT: 'REPEAT' },
    FILL: (metric: number) => metric,
    IF: (isThere: number, value: number) => (isThere === 0 ? undefined : value),
  };
  return runInNewContext(desiredExpression(limits), { visible: waiting, busy, ...functions }) as number;
}

/** The same, where it is asked thousands of times. */
function desiredOf({ waiting, busy }: Load, { messagesAWorker }: ScalingLimits): number {
  return busy + Math.ceil(waiting / messagesAWorker);
}

function capacityAt(metric: number, limits: ScalingLimits): number {
  const hits = scalingSteps(limits).filter(
    ({ lower, upper = Number.POSITIVE_INFINITY }) => metric >= lower && metric < upper,
  );
  expect(hits, `one step for ${metric} of ${limits.maxWorkers}`).toHaveLength(1);
  return hits[0]?.capacity as number;
}

describe('step scaling', () => {
  it.each([1, 2, 3, 10, 19, 20, 39, 40, 41, 100, 257, 1_000])(
    'of up to %i workers has steps from 0 to the most that touch each other, as many as two policies take',
    maxWorkers => {
      const steps = scalingSteps({ maxWorkers });
      expect(steps.length).toBeLessThanOrEqual(2 * STEPS_A_POLICY);
      expect(steps[0]).toMatchObject({ lower: 0, capacity: 0 });
      expect(steps.at(-1)).toEqual({ lower: maxWorkers - 0.5, capacity: maxWorkers });
      for (const [index, { upper, capacity }] of steps.slice(0, -1).entries()) {
        const next = steps[index + 1];
        expect(next?.lower).toBe(upper);
        expect(next?.capacity).toBeGreaterThan(capacity);
      }
    },
  );

  it.each([
    { waiting: 0, busy: 0 },
    { waiting: 1, busy: 0 },
    { waiting: 0, busy: 4 },
    { waiting: 7, busy: 2 },
    { waiting: 9, busy: 1 },
    { waiting: 10_000, busy: 38 },
  ])('has a metric that says what there should be with $waiting waiting and $busy busy', load => {
    const limits = { maxWorkers: 10_000, messagesAWorker: 3 };
    expect(metricOf(load, limits)).toBe(desiredWorkers(load, limits));
  });

  it('is what there should be, to the worker, up to 39', () => {
    const random = randomOf(1);
    for (let round = 0; round < 3_000; round += 1) {
      const limits = {
        maxWorkers: 1 + Math.floor(random.next() * 39),
        messagesAWorker: 1 + Math.floor(random.next() * 9),
      };
      const busy = Math.floor(random.next() * (limits.maxWorkers + 1));
      const load = { waiting: Math.floor(random.next() * random.pick([4, 40, 12_000])), busy };
      const capacity = capacityAt(desiredOf(load, limits), limits);
      expect(capacity, JSON.stringify({ load, limits })).toBe(desiredWorkers(load, limits));
      expect(capacity).toBeGreaterThanOrEqual(busy);
    }
  });

  it('of any size never starts more than messages or than may be, is 0 when idle and short of a seventh at most', () => {
    const random = randomOf(2);
    for (let round = 0; round < 3_000; round += 1) {
      const limits = {
        maxWorkers: 1 + Math.floor(random.next() * 1_000),
        messagesAWorker: 1 + Math.floor(random.next() * 9),
      };
      const load = {
        waiting: Math.floor(random.next() * random.pick([4, 400, 12_000])),
        busy: Math.floor(random.next() * (limits.maxWorkers + 1)),
      };
      const said = JSON.stringify({ load, limits });
      const capacity = capacityAt(desiredOf(load, limits), limits);
      const desired = desiredWorkers(load, limits);
      expect(capacity, said).toBeLessThanOrEqual(desired);
      expect(capacity, said).toBeLessThanOrEqual(load.waiting + load.busy);
      expect(capacity + 1, said).toBeGreaterThanOrEqual(desired * (6 / 7));
      expect(capacity > 0, said).toBe(load.waiting + load.busy > 0);
    }
  });

  it('says its metric in words that CDK finds nothing to warn of in', () => {
    const expression = desiredExpression({ messagesAWorker: 3 });
    expect(warningsOf(expression)).toEqual([]);
    expect(warningsOf(`${expression} + unknown`)).toHaveLength(1);
  });
});

/** What CDK warns of in an alarm on this expression, as its command line would read it: without a synthesis, which takes seconds. */
function warningsOf(expression: string): unknown[] {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack');
  const metric = (metricName: string) => new Metric({ namespace: 'Fanreel', metricName });
  new MathExpression({
    expression,
    usingMetrics: { [DESIRED_METRICS.visible]: metric('Visible'), [DESIRED_METRICS.busy]: metric('Busy') },
  }).createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata.filter(({ type }) => type === ArtifactMetadataEntryType.WARN).map(({ data }) => data);
}
