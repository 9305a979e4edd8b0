import type { DaySums } from './daySums.ts';
import type { DeadLetters } from './deadLetters.ts';
import type { Films, PieceRequests } from './films.ts';
import type { Ledger } from './ledger.ts';
import type { ManagedEncoder } from './managedEncoder.ts';
import type { Meter } from './meter.ts';
import type { Outputs } from './outputs.ts';
import type { Recordings, Sources } from './sources.ts';
import type { Statuses, Webhooks } from './statuses.ts';

/** What the pipeline reaches of the world. A function takes of it what it names. */
export interface Ports {
  sources: Sources;
  /** Of a function that cuts clips. */
  recordings?: Recordings;
  outputs: Outputs;
  ledger: Ledger;
  daySums: DaySums;
  films: Films;
  pieceRequests: PieceRequests;
  deadLetters: DeadLetters;
  statuses: Statuses;
  /** Which wishes may name. */
  webhooks: Webhooks;
  encoder: ManagedEncoder;
  meter: Meter;
}
