import type { Health } from '../../wire/health.ts';
import type { QueueSample } from '../../wire/queues.ts';
import { HISTORY_SECONDS, SAMPLE_SECONDS } from '../../wire/sampling.ts';
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
  if (message.type === 'changes') {
    const { run, version } = message;
    return told && { ...message.changes.reduce(afterChange, told), run, version, at };
  }
  const { run, version, health, samples, trouble } = message;
  const sources = new Map(message.sources.map(source => [idOf(source), source]));
  return { run, version, health, sources, samples, trouble, at };
}

function afterChange(told: Told, { sources = [], sample, trouble = told.trouble }: Change): Told {
  const known = sources.length === 0 ? told.sources : new Map(told.sources);
  if (known instanceof Map) for (const source of sources) known.set(idOf(source), source);
  const samples = sample ? [...told.samples, sample].slice(-HISTORY_SECONDS / SAMPLE_SECONDS) : told.samples;
  return { ...told, sources: known, samples, trouble };
}
