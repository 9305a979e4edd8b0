import type { MediaConvertStore } from '../mediaConvertStore.ts';
import { wireJob } from '../wireJob.ts';
import { jobNamed } from './jobNamed.ts';
import type { Reply } from './reply.ts';

/** GET /jobs/{id} */
export function getJob(store: MediaConvertStore, id: string): Reply {
  return { status: 200, body: { job: wireJob(jobNamed(store, id)) } };
}
