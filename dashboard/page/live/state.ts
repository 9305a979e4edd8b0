import type { Health } from '../../wire/health.ts';
import type { QueueSample } from '../../wire/queues.ts';
import { HISTORY_SECONDS, SAMPLE_SECONDS, tooOld } from '../../wire/retention.ts';
import type { SourceRow } from '../../wire/sources.ts';
import type { Change, Stand, StreamMessage } from '../../wire/stream.ts';

/** How the page stands with its server. */
export type Line =
  | { is: 'connecting' }
  | { is: 'live' }
  /** Tries again at that time, milliseconds since 1970. */
  | { is: 'broken'; retryAt: number };

/** All that the page was told. */
export interface Told extends Stand {
  health: Health;
  sources: ReadonlyMap<string, SourceRow>;
  /** Oldest first. */
  samples: QueueSample[];
  trouble: string | null;
  /** Sources that were not told yet, all of them older. */
  left: number;
  /** When the last was told, milliseconds since 1970. */
  at: number;
}

export interface Live {
  line: Line;
  /** Null until the page was told something. */
  told: Told | null;
}

/** What a source is found by. */
export function idOf({ bucket, key }: Pick<SourceRow, 'bucket' | 'key'>): string {
  return `${bucket}/${key}`;
}

/** What is known once a message has come; null stays null where changes come before anything they could change. */
export function afterMessage(told: Told | null, message: StreamMessage, at: number): Told | null {
  const { run, version } = message;
  if (message.type === 'changes')
    return told && { ...message.changes.reduce(afterChange, told), run, version, at };
  if (message.type === 'more') {
    return told && { ...told, sources: withSources(told.sources, message.sources), left: message.left, at };
  }
  const { health, samples, trouble, left } = message;
  return {
    run,
    version,
    health,
    sources: withSources(new Map(), message.sources),
    samples,
    trouble,
    left,
    at,
  };
}

/** Where it stands with the server; nowhere while it has not been told all of a version. */
export function standOf(told: Told | null): Stand | null {
  return told?.left === 0 ? told : null;
}

function withSources(known: Told['sources'], sources: SourceRow[]): Told['sources'] {
  if (sources.length === 0) return known;
  const next = new Map(known);
  for (const source of sources) next.set(idOf(source), source);
  for (const id of tooOld(next, row => row)) next.delete(id);
  return next;
}

function afterChange(told: Told, { sources = [], sample, trouble = told.trouble }: Change): Told {
  const samples = sample ? [...told.samples, sample].slice(-HISTORY_SECONDS / SAMPLE_SECONDS) : told.samples;
  return { ...told, sources: withSources(told.sources, sources), samples, trouble };
}
