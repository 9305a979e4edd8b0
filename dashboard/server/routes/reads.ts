import { z } from 'zod';
import { readWorkers } from '../../reads/cluster/readWorkers.ts';
import { metricsOf } from '../../reads/metricsOf.ts';
import { podsOf } from '../../reads/podsOf.ts';
import { readCost } from '../../reads/readCost.ts';
import { readStory } from '../../reads/readStory.ts';
import { costSchema } from '../../wire/cost.ts';
import { healthSchema } from '../../wire/health.ts';
import { metricsSchema } from '../../wire/metrics.ts';
import { bucketSchema, keySchema } from '../../wire/names.ts';
import { API_PATH, HEALTH_PATH } from '../../wire/paths.ts';
import { podsSchema, workersSchema } from '../../wire/pods.ts';
import { queueHistorySchema } from '../../wire/queues.ts';
import { SAMPLE_SECONDS } from '../../wire/retention.ts';
import { storySchema } from '../../wire/story.ts';
import { type Route, type RouteParts, route } from './route.ts';

const NOTHING = z.object({});

const storyQuery = z.object({
  bucket: bucketSchema.optional().describe('Without it the input bucket.'),
  key: keySchema,
});

/** A month's: each day is looked for by itself. */
const MAX_HOURS = 744;
const HOUR_MS = 3_600_000;

const costQuery = z.object({
  hours: z.coerce.number().min(1).max(MAX_HOURS).default(24),
  since: z.iso
    .datetime()
    .refine(since => Date.now() - Date.parse(since) <= MAX_HOURS * HOUR_MS, `is over ${MAX_HOURS} hours ago`)
    .optional()
    .describe(`Instead of hours, and no longer ago: jobs that began then or later.`),
});

/** What is asked of the stack as a whole, and of one source. */
export function readRoutes({ health, deployment, watch, ledger, cluster }: RouteParts): Route[] {
  const renditions = deployment.renditions.map(({ name }) => name);
  const rows = async () => {
    await watch.read();
    return watch.table.rows();
  };
  const depths = () => watch.queues.samples.at(-1)?.queues ?? [];
  return [
    route({
      ...{ method: 'GET', path: HEALTH_PATH, says: 'That the dashboard answers.' },
      ...{ given: NOTHING, answer: healthSchema },
      run: () => health,
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}pods`, says: 'Who works, and on what.' },
      ...{ given: NOTHING, answer: podsSchema },
      run: async () => ({ pods: podsOf(await rows()) }),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}workers`, says: "Workers' pods, where it runs in a cluster." },
      ...{ given: NOTHING, answer: workersSchema },
      run: async () => ({ workers: cluster ? await readWorkers(cluster, health.stack) : null }),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}queue`, says: 'The queues of the last minutes.' },
      ...{ given: NOTHING, answer: queueHistorySchema },
      run: async () => {
        await watch.read();
        return { everySeconds: SAMPLE_SECONDS, samples: watch.queues.samples };
      },
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}metrics`, says: 'The numbers above all else.' },
      ...{ given: NOTHING, answer: metricsSchema },
      run: async () => metricsOf(await rows(), depths()),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}source`, says: "One source's whole story." },
      ...{ given: storyQuery, answer: storySchema },
      run: ({ bucket = deployment.inputBucket, key }) => readStory(ledger, { bucket, key }, renditions),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}cost`, says: 'What attempts have cost.' },
      ...{ given: costQuery, answer: costSchema },
      run: ({ hours, since }) => readCost(ledger, new Date(since ?? Date.now() - hours * HOUR_MS)),
    }),
  ];
}
