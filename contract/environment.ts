import { z } from 'zod';
import { type Preset, presetSchema } from '../presets/schema/preset.ts';

const number = z.coerce.number();
const json = z.string().transform(text => JSON.parse(text) as unknown);

/** What all functions are told. */
const queueSchema = z.object({ QUEUE_URL: z.string(), RETRY_SECONDS: number });

/** What those are told that work on jobs. */
const commonSchema = queueSchema.extend({
  LEDGER_TABLE: z.string(),
  NOTICES_QUEUE_URL: z.string(),
  JOB_DAYS: number,
  LEASE_SECONDS: number,
});

const sizeSchema = z.object({
  FUNCTION_MEMORY_MB: number,
  FUNCTION_SCRATCH_MB: number,
  FUNCTION_ARCHITECTURE: z.enum(['x86_64', 'arm64']),
  MAX_RECEIVE_COUNT: number,
  INPUT_BUCKET: z.string(),
});

const transcodeSchema = commonSchema.extend(sizeSchema.shape).extend({
  RENDITION: z.string(),
  PRESET: json.pipe(presetSchema as z.ZodType<Preset>),
  FUNCTION_TIMEOUT_SECONDS: number,
  MEDIACONVERT_ENABLED: z.enum(['true', 'false']).transform(text => text === 'true'),
  MEDIACONVERT_ABOVE_SECONDS: number,
  MEDIACONVERT_ROLE_ARN: z.string(),
  MEDIACONVERT_QUEUE_ARN: z.string(),
  PROGRESS_SECONDS: number,
  STALL_SECONDS: number,
  ON_INCOMPLETE: z.enum(['make', 'refuse']).default('make'),
  OUTPUT_BUCKET: z.string(),
});

const notifySchema = queueSchema.extend({ STATUS_TOPIC_ARN: z.string() });

/** As little as will do: all of a function's variables have 4 KB. */
const renditionSchema = z.object({
  name: z.string(),
  presetHash: z.string(),
  outputBucket: z.string(),
  /** Of a video; null for images. */
  container: z.string().nullable(),
});

const reconcileSchema = commonSchema.extend(sizeSchema.shape).extend({
  OVERDUE_MINUTES: number,
  UPLOADS_TOPIC_ARN: z.string(),
  RENDITIONS: json.pipe(z.array(renditionSchema)),
});

export type CommonEnvironment = z.infer<typeof commonSchema>;
export type TranscodeEnvironment = z.infer<typeof transcodeSchema>;
export type NotifyEnvironment = z.infer<typeof notifySchema>;
export type ReconcileEnvironment = z.infer<typeof reconcileSchema>;

/** Reads the function's environment once, at cold start. @throws {z.ZodError} naming each variable that is wrong. */
export function readTranscodeEnvironment(env: NodeJS.ProcessEnv): TranscodeEnvironment {
  return transcodeSchema.parse(env);
}

/** As readTranscodeEnvironment, for the job-state function. */
export function readCommonEnvironment(env: NodeJS.ProcessEnv): CommonEnvironment {
  return commonSchema.parse(env);
}

/** As readTranscodeEnvironment, for the notify function. */
export function readNotifyEnvironment(env: NodeJS.ProcessEnv): NotifyEnvironment {
  return notifySchema.parse(env);
}

/** As readTranscodeEnvironment, for the reconcile function. */
export function readReconcileEnvironment(env: NodeJS.ProcessEnv): ReconcileEnvironment {
  return reconcileSchema.parse(env);
}
