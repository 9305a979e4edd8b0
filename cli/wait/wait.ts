import type { LedgerJob } from '../../contract/readJob.ts';
import type { LedgerReader } from '../ledger/ledgerReader.ts';
import type { ProgressDisplay } from '../terminal/screen/progressDisplay.ts';

/** An object of the input bucket, in one version of it. */
export interface Source {
  bucket: string;
  key: string;
  version: string;
}

/** What is waited for, and with what. */
export interface Wait {
  awaited: Awaited[];
  ledger: Pick<LedgerReader, 'ofSource' | 'inState'>;
  /** When jobs last changed before what is waited for was asked for, by job id. */
  seen: Map<string, string>;
  /** What was complete before is to be made again. */
  again?: boolean;
  display: ProgressDisplay;
  signal: AbortSignal;
  /** Messages in a rendition's queue, also those that are being worked on. */
  waitingMessages(rendition: string): Promise<number>;
  /** How long to wait for all, milliseconds; for ever unless given. */
  timeoutMs?: number;
  /** Time between two looks, milliseconds. */
  pollMs?: number;
  /** Time between two looks at the queue of what has not begun, milliseconds. */
  queueLookMs?: number;
}

/** One rendition of one source. */
export interface Awaited {
  source: Source;
  rendition: string;
}

/** One that is over, with its job as it ended. */
export interface Ended extends Awaited {
  job: LedgerJob;
}
