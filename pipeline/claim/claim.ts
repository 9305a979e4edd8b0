import type { Meter } from '../ports/meter.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Held, Lease } from './lease.ts';

/** A job that this worker holds the lease of. */
export interface Claim extends Held {
  lease: Lease;
  received: QueueMessage;
  /** Of what this function asks of AWS. */
  meter: Meter;
  /** The message asked for it to be made again. */
  force: boolean;
  /** Aborts, with the reason, when the lease is lost or the source is no longer the one that is made. */
  signal: AbortSignal;
}
