import type { IScaledJob, ITriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import { dnsLabel, RENDITION_LABEL, workersName } from '../contract/compute/clusterNames.ts';
import type { Crew, Fleet } from './fleet.ts';
import { POLLING_SECONDS } from './numbers.ts';
import { workerPod } from './workerPod.ts';

/** An operator sees within a day why workers died. */
const KEEP_FINISHED_SECONDS = 86_400;
const KEEP_DONE = 3;
const KEEP_FAILED = 10;

/**
 * Workers of one queue, from none to so many and back. At each look KEDA creates the lesser of ceil(visible / messagesAWorker) - those that
 * are starting, and maxWorkers - all that are there: with those that run, what workers/desiredWorkers.ts says. It ends none; a worker that
 * finds nothing ends by itself.
 */
export function scaledJob(crew: Crew, fleet: Fleet): IScaledJob {
  const { containers } = crew;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledJob',
    metadata: {
      name: workersName(fleet.stack, crew.rendition),
      labels: { [RENDITION_LABEL]: crew.rendition },
    },
    spec: {
      pollingInterval: POLLING_SECONDS,
      minReplicaCount: 0,
      maxReplicaCount: containers.maxWorkers,
      successfulJobsHistoryLimit: KEEP_DONE,
      failedJobsHistoryLimit: KEEP_FAILED,
      // With "default" each change of the ScaledJob ends all of its jobs, and so may a start of KEDA.
      rollout: { strategy: 'gradual' },
      // "default" takes all jobs off what waits: behind ten long encodes nobody would come for thirty messages. No pendingPodConditions: a
      // worker whose ffmpeg has all cores may answer late for a while, and one that is not ready would count as one that is starting.
      scalingStrategy: { strategy: 'accurate' },
      jobTargetRef: {
        parallelism: 1,
        completions: 1,
        // Who tries again is SQS, by the message; a job between two pods would count as a worker.
        backoffLimit: 0,
        // No activeDeadlineSeconds: a worker takes message after message, each with a time limit of its own.
        ttlSecondsAfterFinished: KEEP_FINISHED_SECONDS,
        template: workerPod(crew, fleet),
      },
      triggers: [
        {
          type: 'aws-sqs-queue',
          metadata: queueTold(crew, fleet),
          authenticationRef: { name: queuesName(fleet) },
        },
      ],
    },
  };
}

function queueTold({ containers, messagesAWorker }: Crew, { region }: Fleet): Record<string, string> {
  return {
    queueURL: containers.queueUrl,
    awsRegion: region,
    queueLength: String(messagesAWorker),
    // One message that waits is enough.
    activationQueueLength: '0',
    // In flight are also messages that are put off, for which no worker can do anything; who has one is counted as a job.
    scaleOnInFlight: 'false',
    scaleOnDelayed: 'false',
  };
}

/** KEDA looks at the queues as itself: a role of its own, to which the stack's policy is attached, and no key. */
export function queuesAuthentication(fleet: Fleet): ITriggerAuthentication {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name: queuesName(fleet) },
    spec: { podIdentity: { provider: 'aws' } },
  };
}

function queuesName({ stack }: Fleet): string {
  return dnsLabel(stack, 'queues');
}
