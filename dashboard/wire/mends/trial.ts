import { z } from 'zod';
import { TRIAL_PREFIX } from '../../../contract/keys/trialPrefix.ts';

/** Of a rendition of a test video. */
const trialQuoteSchema = z.object({
  rendition: z.string(),
  engine: z.string().optional().describe('Absent where it would be refused.'),
  seconds: z.number().optional(),
  usd: z.number().optional().describe('At list prices.'),
  refusal: z.string().optional().describe('Why it would be refused.'),
});

/** What a test would come to. */
export const trialForecastSchema = z.object({
  seconds: z.number().describe("The video's length."),
  sizeBytes: z.number(),
  isPaid: z.boolean().describe('AWS is paid for it; a local stack costs nothing.'),
  profile: z.string().describe('By whose limits it is reckoned.'),
  usd: z.number().describe('Of all of them.'),
  renditions: z.array(trialQuoteSchema),
});

export const trialSchema = z.object({
  bucket: z.string(),
  key: z.string().describe('Under which its story is read.'),
  sentAt: z.string().describe('ISO 8601 in UTC.'),
});

/** A second, and six digits by chance. */
const TRIAL_NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-[0-9a-f]{6}\.mp4$/;

/** Whole, for all whose keys begin like its own is removed with it. */
export const trialKeySchema = z.object({
  key: z
    .string()
    .refine(
      key => key.startsWith(TRIAL_PREFIX) && TRIAL_NAME.test(key.slice(TRIAL_PREFIX.length)),
      'is no key of a test video',
    ),
});

export const trialRemovedSchema = z.object({
  objects: z.number().describe('That are deleted, the video among them.'),
  canceled: z.number().describe('Renditions that were not over.'),
});

export type TrialForecast = z.infer<typeof trialForecastSchema>;
export type Trial = z.infer<typeof trialSchema>;
export type TrialRemoved = z.infer<typeof trialRemovedSchema>;
