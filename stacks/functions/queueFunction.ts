import type { Duration } from 'aws-cdk-lib';
import type { Code, ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ToldHandler } from '../../contract/environment.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { WorkQueue } from '../queues/workQueue.ts';
import type { Alarms } from '../watch/alarms.ts';
import { PipelineFunction } from './pipelineFunction.ts';

export interface QueueFunctionProps {
  readonly profile: Profile;
  readonly alarms: Alarms;
  /** What the queue and its alarms are called, without the deployment's prefix. */
  readonly name: string;
  /** Default: as the queue. */
  readonly functionName?: string;
  readonly description: string;
  readonly code: Code;
  readonly memoryMb: number;
  readonly scratchMb?: number;
  readonly timeout: Duration;
  /** Messages worked on at a time. */
  readonly maxConcurrency: number;
  /** As PipelineFunction's, as the next two. */
  readonly batchSize?: number | undefined;
  readonly provisionedPollers?: number | undefined;
  readonly isDriven?: boolean | undefined;
  readonly layers?: ILayerVersion[];
  /** As WorkQueue's. */
  readonly alsoFrom?: readonly string[] | undefined;
  /** Before a message goes to the DLQ. @default the profile's */
  readonly receives?: number | undefined;
  /** After how long a message is late that nobody has done. @default once it could have been tried again */
  readonly lateAfter?: Duration | undefined;
  /** How long a message may wait for something else, and nobody need look why. @default not at all */
  readonly mayWait?: Duration | undefined;
  /** Its handler, and what that is told. */
  readonly handler: (queue: IQueue, dlq: IQueue) => ToldHandler;
  /** What a person reads when there are dead letters, and when messages wait too long. */
  readonly alarmTexts: { readonly deadLetters: string; readonly waiting: string };
}

export interface QueueFunction {
  readonly work: WorkQueue;
  readonly driven: PipelineFunction;
}

/**
 * A work queue with its DLQ, the function that it drives, and the alarms on both: what handlers/queueHandler.ts is in
 * code. They stand in the scope of whom they belong to and not in a construct of their own, which would be a part of
 * their logical ids: CloudFormation would replace every queue with the messages in it.
 */
export function queueFunction(
  scope: Construct,
  functionId: string,
  props: QueueFunctionProps,
): QueueFunction {
  const {
    profile,
    alarms,
    name,
    functionName = name,
    handler,
    alarmTexts,
    receives,
    mayWait,
    lateAfter,
    alsoFrom,
    ...size
  } = props;
  const work = new WorkQueue(scope, 'Work', {
    queueName: `${profile.prefix}-${name}`,
    functionTimeout: props.timeout,
    retention: profile.retention,
    alsoFrom,
    maxReceiveCount: receives ?? profile.maxReceiveCount,
  });
  const driven = new PipelineFunction(scope, functionId, {
    ...size,
    ...handler(work.queue, work.dlq),
    profile,
    alarms,
    work,
    functionName: `${profile.prefix}-${functionName}`,
  });
  alarms.notEmpty(`${name}-dlq`, work.dlq, alarmTexts.deadLetters);
  const late = lateAfter ?? work.visibility;
  const limit = mayWait ? late.plus(mayWait) : late;
  alarms.waitsTooLong(name, work.queue, limit, alarmTexts.waiting);
  return { work, driven };
}
