import { z } from 'zod';

/** One rendition of a source, as its newest job stands. */
export const renditionSchema = z.object({
  jobId: z.string(),
  rendition: z.string(),
  state: z.string().describe('One of the states of a job, or one that a later version has added.'),
  /** Percent. */
  progress: z.number().optional().describe('Percent.'),
  secondsLeft: z.number().optional().describe('As its progress or its prediction tells.'),
  engine: z.string().optional(),
  waits: z.literal(true).optional().describe('It waits for a container; until then nobody works on it.'),
  startedAt: z.string().optional().describe('When its last attempt began, ISO 8601 in UTC.'),
  attempts: z.number().describe('How many there were, the one under way too.'),
  lost: z.number().describe('Of these, how many ended because their worker died.'),
  usd: z.number().describe('What all its attempts have cost so far, at list prices.'),
  code: z.string().optional().describe("The failure's, where it failed."),
  updatedAt: z.string().describe('ISO 8601 in UTC.'),
});

/** A source with its renditions, in the order in which they are shown. */
export const sourceSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  batch: z.string().optional(),
  changedAt: z.string().describe('When the last of its renditions changed, ISO 8601 in UTC.'),
  usd: z.number().describe('Of all its renditions.'),
  outputBytes: z.number().describe('Of what was made of it and is there, as the ledger has it.'),
  sourceBytes: z.number().describe('Its own, as it was when it was taken up.'),
  renditions: z.array(renditionSchema),
});

export type RenditionRow = z.infer<typeof renditionSchema>;
export type SourceRow = z.infer<typeof sourceSchema>;
