import { z } from 'zod';

/** A file before it is uploaded: what a probe found in it, and what is wished of it. */
export const forecastGivenSchema = z.object({
  key: z.string().min(1).describe('That it would have.'),
  probe: z.record(z.string(), z.unknown()).describe("What fanreel's own probe says of it, as JSON."),
  wishes: z.record(z.string(), z.unknown()).default({}).describe('As in a file of wishes.'),
  beside: z.string().optional().describe('The file of wishes that would go along, as text.'),
});

const madeSchema = z.object({
  is: z.literal('made'),
  format: z.string().describe('The container of a video, the format of images.'),
  width: z.number().describe('Pixels; of images of the largest.'),
  height: z.number(),
  count: z.number().describe('Files.'),
  engine: z.string(),
  reason: z.string().describe('Why that one.'),
  seconds: z.number().describe('From when it is taken up until it is there.'),
  usd: z.number().describe('At list prices.'),
  overBudgetUsd: z.number().nullable().describe("One job's budget, where this is over it: it would be held."),
});

const notMadeSchema = z.object({
  is: z.enum(['refused', 'not-wished', 'unknown']),
  why: z.string().describe('One sentence.'),
});

export const forecastRenditionSchema = z.object({
  rendition: z.string(),
  outcome: z.discriminatedUnion('is', [madeSchema, notMadeSchema]),
});

export const forecastSchema = z.object({
  profile: z.string().describe('Whose functions and limits it is reckoned with.'),
  durationSeconds: z.number().nullable().describe('Null where the file does not tell.'),
  renditions: z.array(forecastRenditionSchema),
  usd: z.number().describe('Of all that would be made.'),
  seconds: z.number().describe('Until the last of it is there.'),
  notes: z.array(z.string()).describe('What makes this less sure, a sentence each.'),
});

export type Forecast = z.infer<typeof forecastSchema>;
export type ForecastRendition = z.infer<typeof forecastRenditionSchema>;
export type MadeForecast = z.infer<typeof madeSchema>;
