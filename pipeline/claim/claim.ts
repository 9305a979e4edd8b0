import type { Job } from '../../contract/job.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Meter } from '../ports/meter.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Held, Lease } from './lease.ts';

/** A job that this worker holds the lease of. */
export interface Claim extends Held {
  lease: Lease;
  received: QueueMessage;
  /** Of the rendition's preset. */
  kind: Preset['kind'];
  /** Of what this function asks of AWS. */
  meter: Meter;
  /** Its source, as an earlier attempt for the same message has read it. */
  probed: NonNullable<Job['probed']> | null;
  /** The message asked for it to be made again. */
  force: boolean;
  /** Aborts, with the reason, when the lease is lost or the source is no longer the one that is made. */
  signal: AbortSignal;
}
