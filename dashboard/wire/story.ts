import { z } from 'zod';
import { renditionSchema } from './sources.ts';

const decisionSchema = z.object({ what: z.string(), choice: z.string(), reason: z.string() });

const attemptSchema = z.object({
  number: z.number(),
  startedAt: z.string(),
  engine: z.string().optional(),
  outcome: z.string().optional().describe('Absent while it is under way.'),
  seconds: z.number().optional(),
  encodeSeconds: z.number().optional(),
  usd: z.number().optional(),
});

const failureSchema = z.object({
  class: z.string(),
  code: z.string().optional(),
  message: z.string().describe('For the person who uploaded.'),
  operator: z.string().optional().describe('For whoever runs the stack.'),
  remedy: z
    .object({
      words: z.string().describe('Half a sentence.'),
      isMendable: z.boolean().describe('It can be asked for again, after that.'),
    })
    .optional()
    .describe('What is to be done; absent where nobody wants it any more.'),
  detail: z.string().optional().describe("ffmpeg's last lines, or the numbers behind the message."),
});

/** All that the ledger tells of one rendition. */
export const chapterSchema = renditionSchema.extend({
  reason: z.string().optional().describe('Why that engine.'),
  predictedSeconds: z.number().optional(),
  waitedSeconds: z.number().optional().describe('In the queue.'),
  decisions: z.array(decisionSchema).describe('What was planned, and why.'),
  tries: z.array(attemptSchema),
  output: z
    .object({
      bucket: z.string(),
      key: z.string(),
      sizeBytes: z.number().optional(),
      durationSeconds: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
    })
    .optional(),
  warnings: z.array(z.string()),
  failure: failureSchema.optional(),
  notRun: z.string().optional().describe('Why it is held, was dropped or waits.'),
});

/** One source's whole story. */
export const storySchema = z.object({
  bucket: z.string(),
  key: z.string(),
  chapters: z
    .array(chapterSchema)
    .describe('One a rendition; none where the ledger has nothing of the source.'),
});

export type Chapter = z.infer<typeof chapterSchema>;
export type Story = z.infer<typeof storySchema>;
