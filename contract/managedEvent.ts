import { z } from 'zod';
import { JOB_MARK } from '../pipeline/engines/mediaconvert/submitManaged.ts';

const detailSchema = z.object({
  status: z.enum(['SUBMITTED', 'PROGRESSING', 'STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED']),
  jobId: z.string(),
  userMetadata: z.object({
    fanreel: z.literal(JOB_MARK),
    jobId: z.string(),
    attempt: z.coerce.number().int().min(1),
  }),
  errorCode: z.number().optional(),
  errorMessage: z.string().optional(),
  jobProgress: z.object({ jobPercentComplete: z.number().optional() }).optional(),
});

const eventSchema = z.object({
  'detail-type': z.literal('MediaConvert Job State Change'),
  detail: detailSchema,
});

/** A change of state that MediaConvert told EventBridge, only the fields that are used. */
export type ManagedEvent = z.infer<typeof detailSchema>;

/** Null for an event that is not one of fanreel's own MediaConvert jobs. */
export function parseManagedEvent(body: string): ManagedEvent | null {
  try {
    const parsed = eventSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.detail : null;
  } catch {
    return null;
  }
}
