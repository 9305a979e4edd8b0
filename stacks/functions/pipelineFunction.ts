import { type Duration, Size, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  type ILayerVersion,
  Function as Lambda,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type ToldHandler, writeEnvironment } from '../../contract/environment.ts';
import { METRICS_NAMESPACE } from '../../contract/metrics.ts';
import { INVOCATIONS_A_POLLER } from '../../profiles/schema/pollers.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import type { WorkQueue } from '../queues/workQueue.ts';
import { removalPolicy } from '../rules/removalPolicy.ts';
import type { Alarms } from '../watch/alarms.ts';

export type PipelineFunctionProps = ToldHandler & {
  readonly profile: Profile;
  readonly functionName: string;
  readonly description: string;
  readonly code: Code;
  readonly memoryMb: number;
  readonly scratchMb?: number;
  readonly timeout: Duration;
  readonly layers?: ILayerVersion[];
  readonly work: WorkQueue;
  /** Messages worked on at a time. */
  readonly maxConcurrency: number;
  /** Messages that it is given at once. @default 1, so that a crash takes no other message with it */
  readonly batchSize?: number | undefined;
  /** Of its queue, always there. @default none, AWS brings them */
  readonly provisionedPollers?: number | undefined;
  /** Whether the queue drives it; if not, it stands by while others work the queue. @default true */
  readonly isDriven?: boolean | undefined;
  readonly alarms: Alarms;
};

/**
 * A function driven by a queue, or that could be, with a role and a log group of its own. What it may do
 * beyond working its queue, logging and tracing, its owner adds to `role`.
 */
export class PipelineFunction extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly logGroup: LogGroup;
  /** All that its code is told. */
  readonly variables: Record<string, string>;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const { profile, alarms, functionName, isDriven = true } = props;
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: profile.retention.logDays,
      removalPolicy: removalPolicy(profile),
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(this.role);
    this.variables = {
      ...writeEnvironment(props),
      // MB; see cli/fanreel.ts: bodies that stream through are freed while they are few.
      NODE_OPTIONS: '--max-semi-space-size=1',
      // A dimension of every metric: two deployments in one account stay apart.
      POWERTOOLS_SERVICE_NAME: profile.prefix,
      POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
    };
    this.lambda = new Lambda(this, 'Function', {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: profile.function.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      handler: `${props.file}.handler`,
      code: props.code,
      memorySize: props.memoryMb,
      ephemeralStorageSize: props.scratchMb === undefined ? undefined : Size.mebibytes(props.scratchMb),
      timeout: props.timeout,
      environment: this.variables,
      layers: props.layers,
      role: this.role,
      logGroup: this.logGroup,
      tracing: Tracing.ACTIVE,
    });
    this.lambda.addEventSource(
      new SqsEventSource(props.work.queue, {
        batchSize: props.batchSize ?? 1,
        reportBatchItemFailures: true,
        ...(isDriven ? polling(props) : { enabled: false, maxConcurrency: props.maxConcurrency }),
      }),
    );
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray takes no resource: xray:PutTraceSegments and PutTelemetryRecords can only be allowed on "*".',
    });
    if (!isDriven) return;
    alarms.errors(functionName, this.lambda);
    alarms.throttles(functionName, this.lambda);
  }
}

/** AWS takes a highest concurrency or provisioned pollers: these are then bounded so that they bring no more. */
function polling({
  maxConcurrency,
  provisionedPollers: minimumPollers,
}: Pick<PipelineFunctionProps, 'maxConcurrency' | 'provisionedPollers'>) {
  if (minimumPollers === undefined) return { maxConcurrency };
  const maximumPollers = Math.floor(maxConcurrency / INVOCATIONS_A_POLLER);
  return { provisionedPollerConfig: { minimumPollers, maximumPollers } };
}
