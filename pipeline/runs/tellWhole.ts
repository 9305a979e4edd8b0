import type { SourceRun, ToldRun } from '../../contract/sourceRun.ts';
import { isWanted } from '../../contract/wishes/isWanted.ts';
import type { SourceEvents } from '../ports/statuses.ts';
import type { Noted, OfUploads } from './noteEnd.ts';
import { digestOf, sourceNewsOf } from './sourceNewsOf.ts';
import type { SourceRuns } from './sourceRuns.ts';

/** After so long nobody is telling any more who has begun to: no function that does lives longer, seconds. */
export const TELLING_SECONDS = 60;

export interface TellPorts {
  runs: Pick<SourceRuns, 'get' | 'tell' | 'published'>;
  sourceEvents: SourceEvents;
  /** @default the clock */
  now?: () => Date;
}

/** Whether its notice is done, or has to come again, once it is sure that nobody tells of it. */
export type Telling = 'done' | 'under-way';

/**
 * Tells of a source once all of its renditions that are wanted have ended: whoever writes the last end sees all others, so
 * however they race, one of them does. It is told again only where something else has come of them since. Where the telling
 * fails, the notice comes again and it is told then, under the same id.
 */
export async function tellWhole(
  { run: noted, notice }: Noted,
  ofUploads: OfUploads,
  { runs, sourceEvents, now = () => new Date() }: TellPorts,
): Promise<Telling> {
  for (let run: SourceRun | null = noted; run; run = await runs.get(run.id)) {
    const at = now().toISOString();
    const told = newlyTold(run, { notice, at }, ofUploads) ?? leftUntold(run, notice);
    if (!told) return 'done';
    if (told === run.told && Date.parse(at) < Date.parse(told.since) + TELLING_SECONDS * 1_000)
      return 'under-way';
    const telling = { ...told, since: at };
    if (!(await runs.tell(run, telling))) continue;
    await sourceEvents.publish(sourceNewsOf(run, telling));
    await runs.published(run, telling);
    return 'done';
  }
  return 'done';
}

/** Null where some have not ended, or nothing else has come of them than was told. */
function newlyTold(
  { ends, wishes, told }: SourceRun,
  { notice, at }: { notice: string; at: string },
  ofUploads: OfUploads,
): ToldRun | null {
  const renditions = ofUploads.filter(name => isWanted(name, wishes)).sort(byNumber);
  const known = renditions.flatMap(name => {
    const end = ends.get(name);
    return end ? [[name, end] as [string, typeof end]] : [];
  });
  if (known.length < renditions.length || known.length === 0) return null;
  const digest = digestOf(known);
  if (told?.digest === digest) return null;
  return { revision: (told?.revision ?? 0) + 1, digest, renditions, at, by: notice, since: at };
}

/** What was to be told with this very notice, by a function that may have died. */
function leftUntold({ told }: SourceRun, notice: string): ToldRun | null {
  return told && !told.isPublished && told.by === notice ? told : null;
}

/** 480p before 1080p. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
