import { type Constant, guess, known } from '../constants.ts';

const SCALING_API = 'Application Auto Scaling API, StepScalingPolicyConfiguration and TargetTracking: ECS';
const KEDA = 'kedacore/keda at 8b4f083';
const CDK = 'aws-cdk-lib 2.276.0, QueueProcessingServiceBase';
const HPA = 'Kubernetes guide, "Horizontal Pod Autoscaling"';

/** The numbers of workers in containers that are not the product's own; `--constants` prints them, too. */
export const FLEET_CONSTANTS = {
  metricSeconds: known(60, 's', 'AWS SQS guide, "Available CloudWatch metrics": of active queues', '2026-11'),
  metricDelaySeconds: guess(60, 's', 'until a minute that is over is there and an alarm has seen it'),
  fargateStartSeconds: known(
    57,
    's, mean',
    'elasticscale.com, "Reduce AWS Fargate pull times with SOCI": ten starts of 413 MB, 53 to 62',
    '2024-04',
  ),
  fargateStartSpread: guess(0.2, 'of the logarithm', 'so that the 99th percentile is 89 s'),
  fargateBurst: known(100, 'tasks', 'AWS ECS guide, "Fargate throttling quotas"', '2026-11'),
  fargatePerSecond: known(20, 'tasks', 'AWS ECS guide, "Fargate throttling quotas"', '2026-11'),
  podStartSeconds: guess(
    40,
    's, mean',
    'kube.fm, "Faster EKS Node and Pod Startup": a new node takes 45 to 65 s; one that is there the image alone',
  ),
  podStartSpread: guess(0.6, 'of the logarithm', 'so that the 99th percentile is 135 s'),
  spotInterruptionsPerHour: guess(
    0.05,
    'a worker',
    'far above the 5 % a month that EC2 Spot tells of; Fargate publishes none',
  ),
  putOffSeconds: guess(2, 's', 'a worker has a message for so long to find that it has to wait'),
  kedaPollSeconds: known(30, 's', `${KEDA}: defaultPollingInterval`, '2026-08'),
  kedaCooldownSeconds: known(300, 's', `${KEDA}: defaultCooldownPeriod, until none is left`, '2026-08'),
  hpaSeconds: known(15, 's', `${HPA}: sync period`, '2026-11'),
  hpaStableSeconds: known(300, 's', `${HPA}: downscale stabilization window`, '2026-11'),
  hpaTolerance: known(0.1, 'of the ratio', `${HPA}: tolerance`, '2026-11'),
  hpaPodsAdded: known(4, 'pods, or as many as there are', `${HPA}: default scale-up policies`, '2026-11'),
  defaultGraceSeconds: known(
    30,
    's',
    'stopTimeout of ECS and terminationGracePeriodSeconds of Kubernetes',
    '2026-11',
  ),
  cdkMetricSeconds: known(300, 's', `${CDK}: an average of visible messages`, '2026-11'),
  cdkCooldownSeconds: known(300, 's', `${SCALING_API}, where none is told`, '2026-11'),
  cdkCpuTarget: known(0.5, 'of a core', `${CDK}: cpuTargetUtilizationPercent`, '2026-11'),
} satisfies Record<string, Constant>;

/** The numbers alone, each of which a test may set. */
export type FleetNumbers = Record<keyof typeof FLEET_CONSTANTS, number>;

export function fleetNumbersOf(changed: Partial<FleetNumbers> = {}): FleetNumbers {
  const values = Object.entries(FLEET_CONSTANTS).map(([name, { value }]) => [name, value]);
  return { ...(Object.fromEntries(values) as FleetNumbers), ...changed };
}
