import { z } from 'zod';

const partSchema = z.object({
  key: z.string(),
  version: z.string().optional(),
  from: z.number(),
  to: z.number(),
});

const spanSchema = z.union([
  z.object({ camera: z.string(), fromMs: z.number(), toMs: z.number() }),
  z.object({ parts: z.array(partSchema) }),
]);

/** Looks for the same message that found the same missing, one after the other. Times are ISO 8601 in UTC. */
const waitSchema = z.object({
  messageId: z.string().describe('Of the SQS message whose receives they were.'),
  missing: z.string().describe('What was missing, as half a sentence.'),
  count: z.number().describe('How many looks.'),
  firstAt: z.string(),
  lastAt: z.string(),
  nextAt: z.string().describe('When the next look was to be.'),
});

/** What a clip took of one recording. */
const takenSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
  fromSeconds: z.number().describe('Seconds of the recording.'),
  toSeconds: z.number(),
  atSeconds: z.number().describe('When `fromSeconds` is in the clip, seconds.'),
});

/** Of which no recording has anything, milliseconds since 1970. */
const gapSchema = z.object({ fromMs: z.number(), toMs: z.number() });

export const clipStorySchema = z.object({
  clipId: z.string(),
  span: spanSchema,
  askedAt: z
    .string()
    .describe('When the message came that it is made for: recordings are waited for from then on.'),
  bucketUrl: z
    .string()
    .optional()
    .describe('Under which address its bucket is read by HTTP; absent where that is not known.'),
  waits: z.array(waitSchema),
  why: z.string().optional().describe('Why it is not available, or out of range, a sentence.'),
  taken: z
    .array(takenSchema)
    .optional()
    .describe("What it is cut from, in the clip's order; absent until that is known."),
  gaps: z.array(gapSchema).optional(),
  staged: z
    .string()
    .optional()
    .describe('Where MediaConvert has written its video, which waits for its pictures; absent else.'),
});

/** A clip as the ledger tells of it beside its job. */
export type ClipStory = z.infer<typeof clipStorySchema>;
export type ClipWait = z.infer<typeof waitSchema>;
export type TakenPart = z.infer<typeof takenSchema>;
export type ClipGap = z.infer<typeof gapSchema>;

/** How a clip was cut, which its output's own metadata tell as well. */
export const clipFactsSchema = z.object({
  cut: z.enum(['exact', 'copy']),
  cutReason: z.string().optional().describe('Why not as the preset says.'),
  earlierSeconds: z
    .number()
    .optional()
    .describe('Of `copy`: by how much it begins before the moment that was asked for, seconds.'),
  readBytes: z.number().optional().describe('Of what it was cut from, as it was cut here: so much was read.'),
  widths: z.array(z.number()).describe('Of its pictures, pixels across.'),
  suffix: z.string().describe('Of their names.'),
});

export type ClipFacts = z.infer<typeof clipFactsSchema>;

/** How often this message was received to find that something is missing still: receives that were no failures. */
export function waitsOf({ waits }: Pick<ClipStory, 'waits'>, messageId: string): number {
  return waits.filter(wait => wait.messageId === messageId).reduce((sum, { count }) => sum + count, 0);
}
