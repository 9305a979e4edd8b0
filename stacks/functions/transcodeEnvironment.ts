import { LAYER_FFMPEG } from '../bundle/ffmpegLayer.ts';
import type { Rendition, RenditionProps } from './rendition.ts';

/** What a rendition's function is told; handlers/environment.ts reads it. */
export function transcodeEnvironment(
  { name, work, output }: Pick<Rendition, 'name' | 'work' | 'output'>,
  { preset, profile, layer, input, notices, ledger, mediaConvert }: RenditionProps,
): Record<string, string> {
  return {
    RENDITION: name,
    PRESET: JSON.stringify(preset),
    FUNCTION_MEMORY_MB: String(profile.function.memoryMb),
    FUNCTION_TIMEOUT_SECONDS: String(profile.function.timeoutSeconds),
    FUNCTION_SCRATCH_MB: String(profile.function.scratchMb),
    FUNCTION_ARCHITECTURE: profile.function.architecture,
    MEDIACONVERT_ENABLED: String(profile.mediaConvert.enabled),
    MEDIACONVERT_ABOVE_SECONDS: String(profile.mediaConvert.aboveEncodeSeconds),
    MEDIACONVERT_ROLE_ARN: mediaConvert.role.roleArn,
    MEDIACONVERT_QUEUE_ARN: mediaConvert.queueArn,
    MAX_RECEIVE_COUNT: String(profile.maxReceiveCount),
    RETRY_SECONDS: String(profile.retrySeconds),
    LEASE_SECONDS: String(profile.leaseSeconds),
    PROGRESS_SECONDS: String(profile.progressSeconds),
    STALL_SECONDS: String(profile.stallSeconds),
    ON_INCOMPLETE: profile.onIncomplete,
    JOB_DAYS: String(profile.retention.jobDays),
    LEDGER_TABLE: ledger.table.tableName,
    INPUT_BUCKET: input.bucketName,
    OUTPUT_BUCKET: output.bucketName,
    NOTICES_QUEUE_URL: notices.queueUrl,
    QUEUE_URL: work.queue.queueUrl,
    ...(layer ? { FFMPEG_BIN: LAYER_FFMPEG } : {}),
  };
}
