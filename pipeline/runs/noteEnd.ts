import type { Status } from '../../contract/messages/status.ts';
import type { SourceRun } from '../../contract/sourceRun.ts';
import { endOf, orderOf, runOf } from './runOf.ts';
import type { SourceRuns } from './sourceRuns.ts';

/** A run with a notice of it noted. */
export interface Noted {
  run: SourceRun;
  /** By which the notice is known when it comes again. */
  notice: string;
}

/** Renditions that are made of each upload, by their names. */
export type OfUploads = readonly string[];

/**
 * Writes down how a rendition of a source ended, as a status tells it. Null where it tells nothing of that: of a rendition that
 * is not made any more there is none to wait for.
 */
export async function noteEnd(
  status: Status,
  ofUploads: OfUploads,
  runs: Pick<SourceRuns, 'note' | 'get'>,
): Promise<Noted | null> {
  const empty = runOf(status);
  const end = endOf(status);
  const isMade = ofUploads.includes(status.rendition);
  if (!empty || (!end && (isMade || status.state !== 'superseded'))) return null;
  const run = end && isMade ? await runs.note(empty, status.rendition, end) : await runs.get(empty.id);
  return run && { run, notice: `${status.rendition} ${orderOf(status)}` };
}
