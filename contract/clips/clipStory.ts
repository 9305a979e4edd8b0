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
  /** Of the SQS message whose receives they were. */
  messageId: z.string(),
  /** What was missing, as half a sentence. */
  missing: z.string(),
  /** How many looks. */
  count: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** When the next look was to be. */
  nextAt: z.string(),
});

/** What a clip took of one recording. */
const takenSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
  /** Seconds of the recording. */
  fromSeconds: z.number(),
  toSeconds: z.number(),
  /** When `fromSeconds` is in the clip, seconds. */
  atSeconds: z.number(),
});

/** Of which no recording has anything, milliseconds since 1970. */
const gapSchema = z.object({ fromMs: z.number(), toMs: z.number() });

export const clipStorySchema = z.object({
  clipId: z.string(),
  span: spanSchema,
  /** When the message came that it is made for: recordings are waited for from then on. */
  askedAt: z.string(),
  /** Under which address its bucket is read by HTTP; absent where that is not known. */
  bucketUrl: z.string().optional(),
  waits: z.array(waitSchema),
  /** Why it is not available, or out of range, a sentence. */
  why: z.string().optional(),
  /** What it is cut from, in the clip's order; absent until that is known. */
  taken: z.array(takenSchema).optional(),
  gaps: z.array(gapSchema).optional(),
  /** Where MediaConvert has written its video, which waits for its pictures; absent else. */
  staged: z.string().optional(),
});

/** A clip as the ledger tells of it beside its job. */
export type ClipStory = z.infer<typeof clipStorySchema>;
export type ClipWait = z.infer<typeof waitSchema>;
export type TakenPart = z.infer<typeof takenSchema>;
export type ClipGap = z.infer<typeof gapSchema>;

/** How a clip was cut, which its output's own metadata tell as well. */
export const clipFactsSchema = z.object({
  cut: z.enum(['exact', 'copy']),
  /** Why not as the preset says. */
  cutReason: z.string().optional(),
  /** Of `copy`: by how much it begins before the moment that was asked for, seconds. */
  earlierSeconds: z.number().optional(),
  /** Of what it was cut from, as it was cut here: so much was read. */
  readBytes: z.number().optional(),
  /** Of its pictures, pixels across. */
  widths: z.array(z.number()),
  /** Of their names. */
  suffix: z.string(),
});

export type ClipFacts = z.infer<typeof clipFactsSchema>;

/** How often this message was received to find that something is missing still: receives that were no failures. */
export function waitsOf({ waits }: Pick<ClipStory, 'waits'>, messageId: string): number {
  return waits.filter(wait => wait.messageId === messageId).reduce((sum, { count }) => sum + count, 0);
}
