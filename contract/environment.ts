import { z } from 'zod';
import { apiSchema, type ClipApi } from '../presets/api/apiSchema.ts';
import { type Preset, presetSchema } from '../presets/schema/preset.ts';
import { USUAL_PROGRESS_NEWS_PERCENT } from '../profiles/schema/progressNews.ts';
import { containerSizeSchema, containersToldSchema } from './compute/containersTold.ts';
import { wishSettingsSchema } from './wishes/wishSettings.ts';

/** Variables are text: what is anything else is written and read by these. */
const number = z.codec(z.string(), z.number(), { decode: Number, encode: String });
const flag = z.codec(z.enum(['true', 'false']), z.boolean(), {
  decode: text => text === 'true',
  encode: value => (value ? 'true' : 'false'),
});

/** What all functions are told. */
const queueSchema = z.object({ QUEUE_URL: z.string(), RETRY_SECONDS: number });

/** What those are told that work on jobs. */
const jobSchema = queueSchema.extend({
  LEDGER_TABLE: z.string(),
  NOTICES_QUEUE_URL: z.string(),
  /** Absent where nobody can be told by webhooks, and of functions that were deployed before. */
  WEBHOOKS_TABLE: z.string().optional(),
  JOB_DAYS: number,
  LEASE_SECONDS: number,
  /** USD; absent where nothing limits it. */
  BUDGET_PER_JOB_USD: number.optional(),
  BUDGET_PER_DAY_USD: number.optional(),
  /** Absent in functions that were deployed before there were more than those of metadata. */
  WISHES: json(wishSettingsSchema).optional(),
  /** Functions that were deployed before there were steps told more. */
  PROGRESS_NEWS_PERCENT: number.default(USUAL_PROGRESS_NEWS_PERCENT),
});

const sizeSchema = z.object({
  FUNCTION_MEMORY_MB: number,
  FUNCTION_SCRATCH_MB: number,
  FUNCTION_ARCHITECTURE: z.enum(['x86_64', 'arm64']),
  MAX_RECEIVE_COUNT: number,
  INPUT_BUCKET: z.string(),
});

const webhooksSchema = queueSchema.extend({ WEBHOOKS_TABLE: z.string(), DELIVERY_DAYS: number });

/** As little as will do: all of a function's variables have 4 KB. */
const renditionSchema = z.object({
  name: z.string(),
  presetHash: z.string(),
  outputBucket: z.string(),
  /** Of a video; null for images. */
  container: z.string().nullable(),
  /** Of clips, which are made of no upload: there is nothing to reconcile. */
  kind: z.literal('clip').optional(),
});

/** By the file of the handler. A variable that is added later needs a default, for functions are updated one by one. */
const VARIABLES = {
  transcode: jobSchema.extend(sizeSchema.shape).extend({
    RENDITION: z.string(),
    PRESET: json(presetSchema as z.ZodType<Preset>),
    /** Absent where the rendition has no containers. */
    CONTAINERS: json(containersToldSchema).optional(),
    /** Told to whoever is one of them. */
    WORKS_IN: z.literal('container').optional(),
    /** Of the function's own code; none in functions that were deployed before it was told. */
    CODE_VERSION: z.string().optional(),
    FUNCTION_TIMEOUT_SECONDS: number,
    MEDIACONVERT_ENABLED: flag,
    MEDIACONVERT_ABOVE_SECONDS: number,
    /** How many may make pieces of one film at once; none in functions that were deployed before there were pieces. */
    SEGMENT_WORKERS: number.default(0),
    /** Of functions that were deployed before there was one: MediaConvert's threshold. */
    TARGET_SECONDS: number.optional(),
    MEDIACONVERT_ROLE_ARN: z.string(),
    MEDIACONVERT_QUEUE_ARN: z.string(),
    PROGRESS_SECONDS: number,
    STALL_SECONDS: number,
    ON_INCOMPLETE: z.enum(['make', 'refuse']).default('make'),
    OUTPUT_BUCKET: z.string(),
    /** Of clips: where the recordings lie that they are cut from. */
    RECORDINGS_BUCKET: z.string().optional(),
    /** Absent where there is no layer: then the function looks for an ffmpeg. */
    FFMPEG_BIN: z.string().optional(),
  }),
  jobState: jobSchema,
  notify: queueSchema.extend({
    STATUS_TOPIC_ARN: z.string(),
    /** None of the next three in functions that were deployed before sources were told of. */
    LEDGER_TABLE: z.string().optional(),
    JOB_DAYS: number.default(90),
    /** Names of those that are made of each upload. */
    RENDITIONS: json(z.array(z.string())).default([]),
  }),
  webhookEvents: webhooksSchema.extend({ DELIVERIES_QUEUE_URL: z.string() }),
  webhookDeliveries: webhooksSchema.extend({
    DLQ_URL: z.string(),
    /** What the names of the webhooks' secrets begin with; their ids follow. */
    SECRETS_PREFIX: z.string(),
    /** Of a request. */
    TIMEOUT_SECONDS: number,
    RETRY_HOURS: number,
    /** Whoever takes longer to answer is a slow one; of functions that were deployed before there were any, nobody is. */
    QUICK_SECONDS: number.default(Number.POSITIVE_INFINITY),
    /** Where those are told that take longer to answer; absent of the function that tells them, and of those deployed before it. */
    SLOW_QUEUE_URL: z.string().optional(),
  }),
  eventBridge: queueSchema,
  callback: queueSchema.extend({ API: json(apiSchema as z.ZodType<ClipApi>) }),
  reconcile: jobSchema.extend(sizeSchema.shape).extend({
    /** Of the renditions' containers; absent where none has some. */
    CONTAINER_SIZE: json(containerSizeSchema).optional(),
    OVERDUE_MINUTES: number,
    /** Absent in functions that were deployed before there were files of wishes. */
    LONE_MINUTES: number.optional(),
    UPLOADS_TOPIC_ARN: z.string(),
    /** After how long a deleted source takes its outputs along; absent where they are kept. */
    DELETE_GRACE_SECONDS: number.optional(),
    RENDITIONS: json(z.array(renditionSchema)),
    /** Queues whose workers are scaled by the queue's own metrics; absent where there are none. */
    METRIC_QUEUE_URLS: json(z.array(z.string())).optional(),
  }),
};

/** A file of `handlers/` that exports `handler`. */
export type HandlerName = keyof typeof VARIABLES;

export const HANDLER_NAMES = Object.keys(VARIABLES) as HandlerName[];

/** What a function is told, read. */
export type Environment<Name extends HandlerName> = z.output<(typeof VARIABLES)[Name]>;

/** A handler, and what it is told: the two go together, so that none is told what another one reads. */
export type ToldHandler = {
  [Name in HandlerName]: { readonly file: Name; readonly environment: Environment<Name> };
}[HandlerName];

/** Reads a function's variables, once, at its cold start. @throws {z.ZodError} naming each one that is wrong. */
export function readEnvironment<Name extends HandlerName>(
  file: Name,
  variables: NodeJS.ProcessEnv,
): Environment<Name> {
  return VARIABLES[file].parse(variables) as Environment<Name>;
}

const NOTICES: keyof z.input<typeof jobSchema> = 'NOTICES_QUEUE_URL';

/** The queue that a function's statuses go to; none for one that works on no jobs. */
export function noticesQueueUrl(variables: NodeJS.ProcessEnv): string | undefined {
  return variables[NOTICES];
}

/** The variables that `readEnvironment` reads; what is not told is not among them. @throws {z.ZodError} naming each one that it would not take. */
export function writeEnvironment({ file, environment }: ToldHandler): Record<string, string> {
  const schema: z.ZodObject = VARIABLES[file];
  const told = Object.entries(z.encode(schema, environment)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as Record<string, string>;
}

function json<T>(schema: z.ZodType<T>) {
  return z.codec(z.string(), schema as z.ZodType<T, unknown>, {
    decode: (text, { issues }): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        issues.push({ code: 'custom', input: text, message: `is not JSON: ${(error as Error).message}` });
        return z.NEVER;
      }
    },
    encode: value => JSON.stringify(value),
  });
}
