import { compileFunction } from 'node:vm';
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../../../lab/support/random.ts';
import { WorkerScaling } from '../../../stacks/containers/workerScaling.ts';
import { desiredWorkers, type Load, type ScalingLimits } from '../../../workers/desiredWorkers.ts';
import { SCALING_PACE } from '../../../workers/scalingSteps.ts';
import { Synthesized } from '../support/synthesize.ts';
import { tempFolder } from '../support/tempFolder.ts';

/** Application Auto Scaling's quotas. */
const MAX_STEPS = 20;

interface Step {
  MetricIntervalLowerBound?: number;
  MetricIntervalUpperBound?: number;
  ScalingAdjustment: number;
}

interface Query {
  Id: string;
  Expression?: string;
  ReturnData?: boolean;
}

/** An alarm and the policy that it calls, as AWS reads both. */
interface Policy {
  steps: Step[];
  evaluate(load: Load): number;
  threshold: number;
  isBelow: boolean;
  minutes: number;
}

/** What a template has of one rendition's scaling. */
function policiesOf(limits: ScalingLimits): Policy[] {
  const stack = new Stack(new App({ outdir: tempFolder(), builtinCloudFormationValidation: false }), 'Stack');
  const cluster = new Cluster(stack, 'Cluster', { vpc: new Vpc(stack, 'Vpc') });
  const taskDefinition = new FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('worker', { image: ContainerImage.fromRegistry('worker') });
  const service = new FargateService(stack, 'Service', { cluster, taskDefinition });
  const queue = new Queue(stack, 'Queue');
  new WorkerScaling(stack, 'Scaling', { prefix: 'studio', rendition: '720p', queue, service, limits });
  const app = stack.node.root as App;
  const synthesized = new Synthesized(app.synth().stacks[0]?.template);
  return synthesized.all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
    const [action] = Properties.AlarmActions as { Ref: string }[];
    const policy = synthesized.template.Resources[action?.Ref ?? '']?.Properties;
    const configuration = policy?.StepScalingPolicyConfiguration as Record<string, unknown>;
    expect(configuration.AdjustmentType).toBe('ExactCapacity');
    return {
      steps: configuration.StepAdjustments as Step[],
      evaluate: evaluatorOf(Properties.Metrics as Query[]),
      threshold: Properties.Threshold as number,
      isBelow: Properties.ComparisonOperator === 'LessThanThreshold',
      minutes: Properties.EvaluationPeriods as number,
    };
  });
}

/** Metric math, as far as scaling uses it, where no metric is late. */
const MATH = {
  ...{ CEIL: Math.ceil, REPEAT: 'REPEAT', FILL: (metric: number) => metric },
  IF: (is: unknown, then: number, otherwise?: number) => (is ? then : otherwise),
};

/** What CloudWatch makes of an alarm's expressions. */
function evaluatorOf(queries: Query[]): (load: Load) => number {
  // Those that another one is made of come behind it.
  const steps = queries.toReversed().flatMap(({ Id, Expression }) => {
    if (!Expression) return [];
    const names = ['known', ...Object.keys(MATH)];
    const scope = `with (known) { return ${Expression} }`;
    const evaluate = compileFunction(scope, names) as (known: object, ...math: unknown[]) => number;
    return { Id, evaluate };
  });
  const returned = queries.find(({ ReturnData }) => ReturnData)?.Id ?? '';
  return ({ waiting, busy }) => {
    const known: Record<string, number> = { visible: waiting, busy };
    for (const { Id, evaluate } of steps) known[Id] = evaluate(known, ...Object.values(MATH));
    return known[returned] as number;
  };
}

/** The capacities that are set while a load lasts: by each policy whose alarm is raised. */
function setBy(policies: Policy[], load: Load): number[] {
  return policies.flatMap(policy => {
    const over = policy.evaluate(load) - policy.threshold;
    if (policy.isBelow ? over >= 0 : over < 0) return [];
    const hit = policy.steps.filter(
      ({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) =>
        over >= lower && over < upper,
    );
    return hit.map(({ ScalingAdjustment }) => ScalingAdjustment);
  });
}

const random = randomOf(17);
const LIMITS: ScalingLimits[] = [1, 2, 20, 21, 39, 40, 1_000, ...drawn(8)].map(maxWorkers => ({
  maxWorkers,
  messagesAWorker: 1 + Math.floor(random.next() * 9),
}));

function drawn(count: number): number[] {
  return Array.from({ length: count }, () => 1 + Math.floor(random.next() * random.pick([39, 1_000])));
}

describe.each(LIMITS)('scaling to $maxWorkers, one for each $messagesAWorker messages', limits => {
  let policies: Policy[];

  beforeAll(() => {
    policies = policiesOf(limits);
  });

  it('has policies of as many steps as they take, without a gap and with an end on no side', () => {
    for (const { steps, isBelow } of policies) {
      expect(steps.length).toBeLessThanOrEqual(MAX_STEPS);
      expect(isBelow ? steps[0]?.MetricIntervalLowerBound : steps[0]?.MetricIntervalLowerBound).toBe(
        isBelow ? undefined : 0,
      );
      for (const [index, { MetricIntervalUpperBound }] of steps.entries()) {
        const next = steps[index + 1];
        if (next) expect(next.MetricIntervalLowerBound).toBe(MetricIntervalUpperBound);
        else expect(MetricIntervalUpperBound).toBe(isBelow ? 0 : undefined);
      }
    }
  });

  it('lets one policy alone say at any load how many there are: as many as desiredWorkers says, or up to a seventh fewer of many', () => {
    for (let round = 0; round < 400; round += 1) {
      const busy = Math.floor(random.next() * (limits.maxWorkers + 1));
      const waiting = Math.floor(random.next() * random.pick([1, 4, 400, 12_000]));
      const load = { waiting, busy };
      const said = JSON.stringify(load);
      const [capacity = Number.NaN, ...others] = setBy(policies, load);
      const desired = desiredWorkers(load, limits);
      expect(others, said).toEqual([]);
      expect(capacity, said).toBeLessThanOrEqual(Math.min(limits.maxWorkers, desired));
      if (desired <= 39 && limits.maxWorkers <= 39) expect(capacity, said).toBe(desired);
      expect(capacity + 1, said).toBeGreaterThanOrEqual(desired * (6 / 7));
      expect(capacity > 0, said).toBe(waiting + busy > 0);
    }
  });

  it('ends all once nobody has had anything to do for minutes, and starts some within one', () => {
    expect(setBy(policies, { waiting: 0, busy: 0 })).toEqual([0]);
    expect(setBy(policies, { waiting: 1, busy: 0 })).toEqual([1]);
    for (const { isBelow, minutes } of policies) expect(minutes).toBe(isBelow ? SCALING_PACE.idleMinutes : 1);
  });
});
