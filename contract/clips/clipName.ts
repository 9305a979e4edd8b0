import { z } from 'zod';
import type { JobState } from '../jobState.ts';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';

const nameSchema = z.object({
  /** Of what was asked for under it. */
  version: z.string(),
  /** Of the job that makes it. */
  jobId: z.string(),
});

/** Which clip an id stands for: two requests that differ may not have the same one. */
export type ClipName = z.infer<typeof nameSchema>;

const LEAVE_IT: readonly string[] = [
  ...(['failed', 'not-available', 'out-of-range', 'dropped', 'superseded'] satisfies JobState[]),
];

/** Whether a clip in this state has come to nothing, and leaves its id to another. */
export function leavesItsName(state: string): boolean {
  return LEAVE_IT.includes(state);
}

/** The key of the item that tells which clip is called so; `sourceId` is that of its job. */
export function clipNameKey(sourceId: string) {
  return { [LEDGER_KEY]: `clip/${sourceId}` };
}

/** That item, without any attribute of an index. It expires at `expiresAt`, seconds since 1970. */
export function writeClipName(sourceId: string, name: ClipName, expiresAt: number) {
  return { ...clipNameKey(sourceId), [EXPIRES_AT]: expiresAt, name };
}

/** @throws {z.ZodError} naming each field that is wrong. */
export function readClipName(item: Record<string, unknown>): ClipName {
  return nameSchema.parse(item.name);
}
