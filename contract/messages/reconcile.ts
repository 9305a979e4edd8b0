import { z } from 'zod';

/** What a person asks the reconcile function for; the schedule asks without any of it. */
const requestSchema = z.strictObject({
  schema: z.literal('fanreel.reconcile/1'),
  /** Under which the report is put down. */
  id: z.string().min(1),
  dryRun: z.boolean().default(false),
  overdueSeconds: z.number().min(0).optional(),
});

export type ReconcileRequest = z.infer<typeof requestSchema>;

/** Null for a message of the schedule. @throws {z.ZodError} for a request with a wrong field. */
export function parseReconcileRequest(body: string): ReconcileRequest | null {
  const data: unknown = JSON.parse(body);
  const isRequest = typeof data === 'object' && data !== null && 'schema' in data;
  return isRequest ? requestSchema.parse(data) : null;
}

/** The ledger table's item that holds the report of a request. */
export function reportId(id: string): string {
  return `reconciled/${id}`;
}
