import type { Ledger } from './ledger.ts';
import type { ManagedEncoder } from './managedEncoder.ts';
import type { Meter } from './meter.ts';
import type { Outputs } from './outputs.ts';
import type { Sources } from './sources.ts';
import type { Statuses } from './statuses.ts';

/** What the pipeline reaches of the world. A function takes of it what it names. */
export interface Ports {
  sources: Sources;
  outputs: Outputs;
  ledger: Ledger;
  statuses: Statuses;
  encoder: ManagedEncoder;
  meter: Meter;
}
