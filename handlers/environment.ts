import { z } from 'zod';
import { type Preset, presetSchema } from '../presets/schema/preset.ts';

const number = z.coerce.number();
const json = z.string().transform(text => JSON.parse(text) as unknown);

/** What both functions are told. */
const commonSchema = z.object({
  LEDGER_TABLE: z.string(),
  STATUS_TOPIC_ARN: z.string(),
  JOB_DAYS: number,
  LEASE_SECONDS: number,
  RETRY_SECONDS: number,
  QUEUE_URL: z.string(),
});

const transcodeSchema = commonSchema.extend({
  RENDITION: z.string(),
  PRESET: json.pipe(presetSchema as z.ZodType<Preset>),
  FUNCTION_MEMORY_MB: number,
  FUNCTION_TIMEOUT_SECONDS: number,
  FUNCTION_SCRATCH_MB: number,
  FUNCTION_ARCHITECTURE: z.enum(['x86_64', 'arm64']),
  MEDIACONVERT_ENABLED: z.enum(['true', 'false']).transform(text => text === 'true'),
  MEDIACONVERT_ABOVE_SECONDS: number,
  MEDIACONVERT_ROLE_ARN: z.string(),
  MEDIACONVERT_QUEUE_ARN: z.string(),
  PROGRESS_SECONDS: number,
  STALL_SECONDS: number,
  MAX_RECEIVE_COUNT: number,
  INPUT_BUCKET: z.string(),
  OUTPUT_BUCKET: z.string(),
  DLQ_URL: z.string(),
});

export type CommonEnvironment = z.infer<typeof commonSchema>;
export type TranscodeEnvironment = z.infer<typeof transcodeSchema>;

/** Reads the function's environment once, at cold start. @throws {z.ZodError} naming each variable that is wrong. */
export function readTranscodeEnvironment(env: NodeJS.ProcessEnv): TranscodeEnvironment {
  return transcodeSchema.parse(env);
}

/** As readTranscodeEnvironment, for the job-state function. */
export function readCommonEnvironment(env: NodeJS.ProcessEnv): CommonEnvironment {
  return commonSchema.parse(env);
}
