import { z } from 'zod';
import { healthSchema } from './health.ts';
import { queueSampleSchema } from './queues.ts';
import { sourceSchema } from './sources.ts';

/** What changed with one version; what is absent did not. */
export const changeSchema = z.object({
  version: z.number().describe('One more than that of the change before.'),
  sources: z.array(sourceSchema).optional().describe('As they are now.'),
  sample: queueSampleSchema.optional(),
  trouble: z
    .string()
    .nullable()
    .optional()
    .describe('Why the stack cannot be read, null when it can be again.'),
});

/** Where a client stands: a version counts for the run of the server that gave it alone. */
const standSchema = z.object({ run: z.string(), version: z.number() });

export const snapshotSchema = standSchema.extend({
  type: z.literal('snapshot'),
  health: healthSchema,
  sources: z.array(sourceSchema).describe('The newest; the rest follows in messages of their own.'),
  left: z.number().describe('So many sources are still to come, at this version.'),
  samples: z.array(queueSampleSchema).describe('Of the queues, oldest first.'),
  trouble: z.string().nullable(),
});

/** More of a snapshot, older than what was told. Whoever has not got all begins anew. */
export const moreSchema = standSchema.extend({
  type: z.literal('more'),
  sources: z.array(sourceSchema),
  left: z.number().describe('As in the snapshot.'),
});

/** What followed the version that a client had. */
export const changesSchema = standSchema.extend({
  type: z.literal('changes'),
  changes: z.array(changeSchema),
});

/** What a client of the stream receives. */
export const streamMessageSchema = z.discriminatedUnion('type', [snapshotSchema, moreSchema, changesSchema]);

export type Change = z.infer<typeof changeSchema>;
export type More = z.infer<typeof moreSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;
export type Stand = z.infer<typeof standSchema>;
export type StreamMessage = z.infer<typeof streamMessageSchema>;
