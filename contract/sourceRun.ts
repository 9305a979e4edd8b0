import type { Source } from './job.ts';
import { EXPIRES_AT, LEDGER_KEY } from './ledgerTable.ts';
import type { SourceEvent } from './messages/source.ts';

/** What one rendition of a run came to, and what is told of it with the whole. */
export interface RenditionEnd extends Omit<SourceEvent['renditions'][number], 'rendition'> {
  /** Of two ends the later one's sorts after the earlier's, and of one end that is told twice the second's. */
  order: string;
  createdAt: string;
  endedAt: string;
  usd?: number;
  requestsUsd?: number;
}

/** All renditions of one version of a source, made with the same wishes, until each of them has ended. */
export interface SourceRun extends Pick<Source, 'bucket' | 'key' | 'version' | 'wishes' | 'wishFailure'> {
  id: string;
  /** By the names of their renditions. */
  ends: Map<string, RenditionEnd>;
  /** What was last told of it as a whole; absent until it is. */
  told?: ToldRun;
}

export interface ToldRun {
  /** 1, and one more each time that it came to something else. */
  revision: number;
  /** Of what its renditions came to. */
  digest: string;
  /** Their names. */
  renditions: string[];
  /** When, ISO 8601 in UTC. */
  at: string;
  /** The notice whose function tells it: should that die, whoever has the notice when it comes again does. */
  by: string;
  /** When that function took it up, ISO 8601 in UTC. */
  since: string;
  /** Absent until it was. */
  isPublished?: true;
}

const END = 'end/';

/** The key of a run's item in the ledger's table. None of its attributes is an index's partition, so that no listing of jobs has it. */
export function runKey({ id }: Pick<SourceRun, 'id'>): { jobId: string } {
  return { [LEDGER_KEY]: `source/${id}` };
}

/** The attribute of such an item that tells how a rendition ended: each has its own, so that two may be written at once. */
export function endName(rendition: string): string {
  return END + rendition;
}

/** What such an item has besides its ends, from its first write on. It expires at `expiresAt`, seconds since 1970. */
export function writeRun({ bucket, key, version, wishes, wishFailure }: SourceRun, expiresAt: number) {
  return {
    source: { bucket, key, version },
    ...(wishes && { wishes }),
    ...(wishFailure && { wishFailure }),
    [EXPIRES_AT]: expiresAt,
  };
}

/** The run in such an item: only fanreel writes there, so its fields are not looked at. */
export function readRun(item: Record<string, unknown>): SourceRun {
  const { source, wishes, wishFailure, told } = item as Pick<SourceRun, 'wishes' | 'wishFailure' | 'told'> & {
    source: Pick<SourceRun, 'bucket' | 'key' | 'version'>;
  };
  const ends = Object.entries(item).filter(([name]) => name.startsWith(END));
  return {
    id: String(item[LEDGER_KEY]).slice(runKey({ id: '' })[LEDGER_KEY].length),
    ...source,
    ends: new Map(ends.map(([name, end]) => [name.slice(END.length), end as RenditionEnd])),
    ...(wishes && { wishes }),
    ...(wishFailure && { wishFailure }),
    ...(told && { told }),
  };
}
