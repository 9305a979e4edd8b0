import { z } from 'zod';
import { idSchema } from '../names.ts';

export const reconcileSchema = z.object({
  dryRun: z.boolean().default(true).describe('Only look what is missing.'),
});

export const reconcilingSchema = z.object({
  id: idSchema.describe('Under which the report is asked for.'),
});

const receiptSchema = z.object({
  rendition: z.string(),
  received: z.number().describe('Sources, as all of these.'),
  complete: z.number(),
  underWay: z.number().describe('Queued, running or submitted.'),
  held: z.number(),
  failed: z.number(),
  dropped: z.number(),
  missing: z.number(),
});

const reportSchema = z.object({
  receipts: z.array(receiptSchema),
  missing: z
    .array(z.object({ key: z.string(), rendition: z.string() }))
    .describe('The list may hold the first only.'),
  missingCount: z.number(),
  troubles: z.array(z.object({ key: z.string(), message: z.string() })),
  stoppedAfter: z.string().nullable().describe('Time ran out after this key; null when all were looked at.'),
});

export const reconciledSchema = z.object({
  report: reportSchema.nullable().describe('Null as long as there is none.'),
});

export type Reconciling = z.infer<typeof reconcilingSchema>;
export type Reconciled = z.infer<typeof reconciledSchema>;
export type ReconcileReport = z.infer<typeof reportSchema>;
