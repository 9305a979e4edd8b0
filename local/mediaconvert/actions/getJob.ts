import { wireJob } from '../job/wireJob.ts';
import type { MediaConvertStore } from '../mediaConvertStore.ts';
import type { Reply } from '../reply.ts';
import { jobNamed } from './namedResources.ts';

/** GET /jobs/{id} */
export function getJob(store: MediaConvertStore, id: string): Reply {
  return { status: 200, body: { job: wireJob(jobNamed(store, id)) } };
}
