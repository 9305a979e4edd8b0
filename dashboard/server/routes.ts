import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import type { Deployment } from '../../contract/deployment.ts';
import { metricsOf } from '../reads/metricsOf.ts';
import { podsOf } from '../reads/podsOf.ts';
import { readCost } from '../reads/readCost.ts';
import { readStory } from '../reads/readStory.ts';
import { readThumbnails } from '../reads/readThumbnails.ts';
import type { Watch } from '../store/watch.ts';
import { costSchema } from '../wire/cost.ts';
import { type Health, healthSchema } from '../wire/health.ts';
import { metricsSchema } from '../wire/metrics.ts';
import { API_PATH, HEALTH_PATH } from '../wire/paths.ts';
import { podsSchema } from '../wire/pods.ts';
import { queueHistorySchema } from '../wire/queues.ts';
import { SAMPLE_SECONDS } from '../wire/sampling.ts';
import { storySchema } from '../wire/story.ts';
import { thumbnailsSchema } from '../wire/thumbnails.ts';

/** A call that reads. */
export interface Route<Query extends z.ZodObject = z.ZodObject> {
  path: string;
  /** What it answers, in a sentence. */
  says: string;
  query: Query;
  answer: z.ZodType;
  read(query: z.infer<Query>): unknown;
}

export interface RouteParts {
  health: Health;
  deployment: Deployment;
  watch: Watch;
  ledger: LedgerReader;
  s3: S3Client;
}

const NOTHING = z.object({});

const storyQuery = z.object({
  bucket: z.string().optional().describe('Without it the input bucket.'),
  key: z.string().min(1),
});

const costQuery = z.object({ hours: z.coerce.number().min(1).max(744).default(24) });

const thumbnailsQuery = z.object({
  position: z.coerce.number().min(0).max(100).optional().describe("Percent of the source's length."),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Sources.'),
});

/** Every call there is. */
export function routes({ health, deployment, watch, ledger, s3 }: RouteParts): Route[] {
  const { inputBucket } = deployment;
  const renditions = deployment.renditions.map(({ name }) => name);
  const rows = async () => {
    await watch.read();
    return watch.table.rows();
  };
  const depths = () => watch.queues.samples.at(-1)?.queues ?? [];
  return [
    route(HEALTH_PATH, 'That the dashboard answers.', NOTHING, healthSchema, () => health),
    route(`${API_PATH}pods`, 'Who works, and on what.', NOTHING, podsSchema, async () => ({
      pods: podsOf(await rows()),
    })),
    route(`${API_PATH}queue`, 'The queues of the last minutes.', NOTHING, queueHistorySchema, async () => {
      await watch.read();
      return { everySeconds: SAMPLE_SECONDS, samples: watch.queues.samples };
    }),
    route(`${API_PATH}metrics`, 'The numbers above all else.', NOTHING, metricsSchema, async () =>
      metricsOf(await rows(), depths()),
    ),
    route(
      `${API_PATH}thumbnails`,
      'Stills, newest first.',
      thumbnailsQuery,
      thumbnailsSchema,
      async query => ({
        thumbnails: await readThumbnails(s3, ledger, deployment, query),
      }),
    ),
    route(`${API_PATH}source`, "One source's whole story.", storyQuery, storySchema, ({ bucket, key }) =>
      readStory(ledger, { bucket: bucket ?? inputBucket, key }, renditions),
    ),
    route(`${API_PATH}cost`, 'What attempts have cost.', costQuery, costSchema, ({ hours }) =>
      readCost(ledger, hours),
    ),
  ];
}

function route<Query extends z.ZodObject>(
  path: string,
  says: string,
  query: Query,
  answer: z.ZodType,
  read: (query: z.infer<Query>) => unknown,
): Route {
  return { path, says, query, answer, read: given => read(given as z.infer<Query>) };
}
