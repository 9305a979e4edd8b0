import { z } from 'zod';

/** Marks fanreel's own jobs among all of an account's MediaConvert jobs. */
export const JOB_MARK = 'fanreel.job/1';

/** What MediaConvert tells of; it sends no event for SUBMITTED. */
const TOLD = ['PROGRESSING', 'STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED'] as const;

const SOURCE = 'aws.mediaconvert';
const DETAIL_TYPE = 'MediaConvert Job State Change';

/** What a job of ours is submitted with, and its events bring back. The service's values are text. */
const metadataSchema = z.object({
  fanreel: z.literal(JOB_MARK),
  jobId: z.string(),
  attempt: z.coerce.number().int().min(1),
});

const detailSchema = z.object({
  status: z.enum(['SUBMITTED', ...TOLD]),
  jobId: z.string(),
  userMetadata: metadataSchema,
  errorCode: z.number().optional(),
  errorMessage: z.string().optional(),
  jobProgress: z.object({ jobPercentComplete: z.number().optional() }).optional(),
});

const eventSchema = z.object({ 'detail-type': z.literal(DETAIL_TYPE), detail: detailSchema });

/** A change of state that MediaConvert told EventBridge, only the fields that are used. */
export type ManagedEvent = z.infer<typeof detailSchema>;

/** Null for an event that is not one of fanreel's own MediaConvert jobs. */
export function readManagedEvent(body: string): ManagedEvent | null {
  try {
    const parsed = eventSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.detail : null;
  } catch {
    return null;
  }
}

/** The events that `readManagedEvent` reads, as a rule of EventBridge picks them. */
export function managedEventPattern() {
  return {
    source: [SOURCE],
    detailType: [DETAIL_TYPE],
    detail: { status: [...TOLD], userMetadata: { fanreel: [JOB_MARK] } },
  };
}

/** The user metadata of a MediaConvert job of ours. */
export function writeManagedMetadata(
  job: { jobId: string; rendition: string },
  attempt: number,
): Record<string, string> {
  return { fanreel: JOB_MARK, jobId: job.jobId, attempt: String(attempt), rendition: job.rendition };
}

/** Null for a MediaConvert job that is not fanreel's. */
export function readManagedMetadata(userMetadata: unknown): z.infer<typeof metadataSchema> | null {
  return metadataSchema.safeParse(userMetadata).data ?? null;
}
