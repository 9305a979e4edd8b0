import { type JobOutput, jobArn, type StoredJob } from './storedJob.ts';

/** A job as the API answers it: names in lower camel case, times in whole seconds since 1970. */
export function wireJob(job: StoredJob): Record<string, unknown> {
  return {
    accelerationSettings: { mode: 'DISABLED' },
    accelerationStatus: 'NOT_APPLICABLE',
    arn: jobArn(job.id),
    clientRequestToken: job.clientRequestToken,
    createdAt: seconds(job.submittedAt),
    currentPhase: job.status === 'PROGRESSING' ? job.phase : undefined,
    errorCode: job.error?.code,
    errorMessage: job.error?.message,
    id: job.id,
    jobPercentComplete: job.percent,
    messages: { info: [], warning: [] },
    outputGroupDetails: job.outputs?.map(outputs => ({ outputDetails: outputs.map(outputDetail) })),
    priority: job.priority,
    queue: job.queue,
    retryCount: job.retryCount,
    role: job.role,
    settings: job.settings,
    status: job.status,
    statusUpdateInterval: job.statusUpdateInterval,
    timing: {
      submitTime: seconds(job.submittedAt),
      startTime: seconds(job.startedAt),
      finishTime: seconds(job.finishedAt),
    },
    userMetadata: job.userMetadata,
  };
}

function outputDetail({ durationMs, width, height }: JobOutput) {
  return { durationInMs: durationMs, videoDetails: { widthInPx: width, heightInPx: height } };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 1_000);
}
