import { Duration } from 'aws-cdk-lib';
import {
  AdjustmentType,
  MetricAggregationType,
  StepScalingAction,
} from 'aws-cdk-lib/aws-applicationautoscaling';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { FargateService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ScalingLimits } from '../../workers/desiredWorkers.ts';
import {
  DESIRED_METRICS,
  desiredExpression,
  SCALING_PACE,
  type ScalingStep,
  scalingSteps,
} from '../../workers/scalingSteps.ts';
import { handlerMetric } from '../watch/handlerMetric.ts';

export interface WorkerScalingProps {
  readonly prefix: string;
  readonly rendition: string;
  readonly queue: IQueue;
  readonly service: FargateService;
  readonly limits: ScalingLimits;
}

/** Metrics of queues, and of busy workers, come by the minute. */
const PERIOD = Duration.minutes(1);

/** Between no worker and one: workers are whole, so no number of them is at it. */
const ANY = 0.5;

/** Application Auto Scaling's quota of step adjustments. */
const MAX_STEPS_A_POLICY = 20;

/**
 * Step scaling from none to the most workers that there may be, and back. One metric says how many there should be, as
 * workers/desiredWorkers.ts does; a policy has as many steps of it as it may, each of an exact capacity, and an alarm that is raised
 * within these steps alone, so that never two policies say something. With nothing to do for some minutes another one ends all.
 */
export class WorkerScaling extends Construct {
  readonly #props: WorkerScalingProps;
  readonly #target: ScalableTaskCount;

  constructor(scope: Construct, id: string, props: WorkerScalingProps) {
    super(scope, id);
    this.#props = props;
    this.#target = props.service.autoScaleTaskCount({ minCapacity: 0, maxCapacity: props.limits.maxWorkers });
    const desired = this.#desired();
    const policies = inPolicies(scalingSteps(props.limits).filter(({ capacity }) => capacity > 0));
    for (const [index, steps] of policies.entries()) this.#follow(`Steps${index + 1}`, desired, steps);
    this.#endIdle(desired);
  }

  #desired(): MathExpression {
    const { prefix, rendition, queue, limits } = this.#props;
    const { visible, busy } = DESIRED_METRICS;
    return new MathExpression({
      expression: desiredExpression(limits),
      usingMetrics: {
        [visible]: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum' }),
        [busy]: handlerMetric('busy-workers', { prefix, rendition, period: PERIOD }),
      },
      period: PERIOD,
      label: 'workers that there should be',
    });
  }

  /** Sets the capacity of the step that the metric is in. */
  #follow(id: string, desired: MathExpression, steps: ScalingStep[]): void {
    const action = this.#action(id);
    const threshold = steps[0]?.lower ?? 0;
    for (const [index, { lower, capacity }] of steps.entries()) {
      const next = steps[index + 1];
      action.addAdjustment({
        adjustment: capacity,
        lowerBound: lower - threshold,
        // The last one of a policy has no end, which Application Auto Scaling insists on.
        ...(next && { upperBound: next.lower - threshold }),
      });
    }
    const end = steps.at(-1)?.upper;
    const metric = end === undefined ? desired : below(desired, end);
    this.#raise(id, { action, metric, threshold, minutes: 1 });
  }

  #endIdle(desired: MathExpression): void {
    const action = this.#action('Idle');
    action.addAdjustment({ adjustment: 0, upperBound: 0 });
    const comparison = ComparisonOperator.LESS_THAN_THRESHOLD;
    this.#raise('Idle', {
      action,
      metric: desired,
      threshold: ANY,
      minutes: SCALING_PACE.idleMinutes,
      comparison,
    });
  }

  #action(id: string): StepScalingAction {
    return new StepScalingAction(this, id, {
      scalingTarget: this.#target,
      adjustmentType: AdjustmentType.EXACT_CAPACITY,
      metricAggregationType: MetricAggregationType.MAXIMUM,
      cooldown: Duration.seconds(SCALING_PACE.cooldownSeconds),
    });
  }

  /** It is for Application Auto Scaling alone, which hears of it each minute as long as it is raised. */
  #raise(id: string, { action, metric, threshold, minutes, comparison }: Raised): void {
    const { prefix, rendition } = this.#props;
    const alarm = new Alarm(this, `${id}Alarm`, {
      alarmName: `${prefix}-${rendition}-scaling-${id.toLowerCase()}`,
      alarmDescription: `Sets how many workers of ${rendition} there are. Nobody has to do anything about it.`,
      ...{ metric, threshold, evaluationPeriods: minutes },
      comparisonOperator: comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Of a minute of which nothing is known nothing follows.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new ApplicationScalingAction(action));
  }
}

interface Raised {
  action: StepScalingAction;
  metric: IMetric;
  threshold: number;
  minutes: number;
  /** @default at the threshold and above */
  comparison?: ComparisonOperator;
}

/** As many steps a policy as it takes. */
function inPolicies(steps: ScalingStep[]): ScalingStep[][] {
  const count = Math.ceil(steps.length / MAX_STEPS_A_POLICY);
  return Array.from({ length: count }, (_, index) =>
    steps.slice(index * MAX_STEPS_A_POLICY, (index + 1) * MAX_STEPS_A_POLICY),
  );
}

/** The metric where it is below an end, and 0 from there on. */
function below(metric: MathExpression, end: number): MathExpression {
  return new MathExpression({
    expression: `IF(desired < ${end}, desired, 0)`,
    usingMetrics: { desired: metric },
    period: PERIOD,
  });
}
