import { z } from 'zod';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';

export const RECONCILE = 'fanreel.reconcile/1';

/** Strict: of a field that is misspelt whoever asks should hear. */
export const reconcileSchema = z.strictObject({
  schema: z.literal(RECONCILE),
  id: z.string().min(1).describe('Under which the report is put down.'),
  dryRun: z.boolean().default(false),
  overdueSeconds: z.number().min(0).optional(),
});

/** What a person asks the reconcile function for; the schedule asks without any of it. */
export type ReconcileRequest = Omit<z.infer<typeof reconcileSchema>, 'schema'>;

/** Null for a message of the schedule. @throws {z.ZodError} for a request with a wrong field. */
export function readReconcileRequest(body: string): ReconcileRequest | null {
  const data: unknown = JSON.parse(body);
  const isRequest = typeof data === 'object' && data !== null && 'schema' in data;
  return isRequest ? reconcileSchema.parse(data) : null;
}

export function writeReconcileRequest(request: ReconcileRequest): string {
  return JSON.stringify({ schema: RECONCILE, ...request } satisfies z.infer<typeof reconcileSchema>);
}

/** Of one rendition: how many sources were received, and how they stand. */
const receiptSchema = z.object({
  received: z.number(),
  complete: z.number(),
  running: z.number(),
  submitted: z.number(),
  queued: z.number(),
  failed: z.number(),
  held: z.number().default(0).describe('Left alone; functions of older versions know neither.'),
  dropped: z.number().default(0),
  missing: z.number().describe('What has to be asked for again.'),
});

const reportSchema = z.object({
  renditions: z.record(z.string(), receiptSchema),
  missing: z.array(z.object({ key: z.string(), rendition: z.string() })),
  missingCount: z.number().describe('Of which the list may hold the first only.'),
  troubles: z
    .array(z.object({ key: z.string(), message: z.string() }))
    .describe('Sources that could not be looked at.'),
  stoppedAfter: z.string().nullable().describe('Time ran out after this key; null when all were looked at.'),
});

export type Receipt = z.infer<typeof receiptSchema>;

/** What whoever asked reads of a run. */
export type ReconcileReport = z.infer<typeof reportSchema>;

/** The key of the ledger table's item that holds the report of a request. */
export function reportKey({ id }: Pick<ReconcileRequest, 'id'>) {
  return { [LEDGER_KEY]: `reconciled/${id}` };
}

/** That item. It expires at `expiresAt`, seconds since 1970. */
export function writeReport(request: ReconcileRequest, report: ReconcileReport, expiresAt: number) {
  return { ...reportKey(request), [EXPIRES_AT]: expiresAt, report };
}

/** @throws {z.ZodError} naming each field that is wrong. */
export function readReport(item: Record<string, unknown>): ReconcileReport {
  return reportSchema.parse(item.report);
}
