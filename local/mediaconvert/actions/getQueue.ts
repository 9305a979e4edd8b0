import type { MediaConvertStore } from '../mediaConvertStore.ts';
import type { Reply } from '../reply.ts';
import { queueNamed } from './namedResources.ts';

/** GET /queues/{name} */
export function getQueue(store: MediaConvertStore, name: string): Reply {
  return { status: 200, body: { queue: wireQueue(store, queueNamed(name)) } };
}

/** GET /queues */
export function listQueues(store: MediaConvertStore): Reply {
  return { status: 200, body: { queues: [wireQueue(store, queueNamed('Default'))] } };
}

function wireQueue(store: MediaConvertStore, arn: string) {
  return {
    arn,
    name: 'Default',
    pricingPlan: 'ON_DEMAND',
    progressingJobsCount: store.jobs.count('PROGRESSING'),
    status: 'ACTIVE',
    submittedJobsCount: store.jobs.count('SUBMITTED'),
    type: 'SYSTEM',
  };
}
