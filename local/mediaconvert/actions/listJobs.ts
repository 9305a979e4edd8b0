import { z } from 'zod';
import { wireJob } from '../job/wireJob.ts';
import type { MediaConvertStore } from '../mediaConvertStore.ts';
import { type Reply, ServiceError } from '../reply.ts';
import { explainSettings } from '../settings/explainSettings.ts';
import { queueNamed } from './namedResources.ts';

const querySchema = z.strictObject({
  status: z.enum(['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'CANCELED', 'ERROR']).optional(),
  queue: z.string().optional(),
  order: z.enum(['ASCENDING', 'DESCENDING']).optional(),
  maxResults: z.coerce.number().int().min(1).max(20).optional(),
  nextToken: z.string().optional(),
});

/** GET /jobs: newest first by default, at most twenty a page. */
export function listJobs(store: MediaConvertStore, query: URLSearchParams): Reply {
  const given = Object.fromEntries(query);
  const result = querySchema.safeParse(given);
  if (!result.success) {
    throw new ServiceError('BadRequestException', explainSettings(result.error, given));
  }
  const { status, queue, order = 'DESCENDING', maxResults: limit = 20, nextToken } = result.data;
  const jobs = store.jobs.list({
    ...(status ? { status } : {}),
    ...(queue ? { queue: queueNamed(queue) } : {}),
    ...(nextToken ? { after: lastOf(store, nextToken) } : {}),
    order,
    limit: limit + 1,
  });
  const page = jobs.slice(0, limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      jobs: page.map(wireJob),
      nextToken: last && jobs.length > limit ? Buffer.from(last.id).toString('base64url') : undefined,
    },
  };
}

/** A page's token is the id of the last job on it. */
function lastOf(store: MediaConvertStore, token: string): string {
  const id = Buffer.from(token, 'base64url').toString();
  if (!store.jobs.get(id)) throw new ServiceError('BadRequestException', 'Invalid nextToken.');
  return id;
}
