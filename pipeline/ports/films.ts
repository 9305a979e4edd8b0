import type { Attempt } from '../../contract/job.ts';
import type { Cut, Portion, StagedFile, Step, StepName, StepRecord } from '../../contract/ledger/film.ts';
import type { PieceRequest } from '../../contract/messages/piece.ts';

/** What those share who make a film in pieces: how it is cut, and how far each step is. */
export interface Films {
  /** Puts down how a film is cut. */
  keepCut(jobId: string, cut: Cut): Promise<void>;
  cutOf(jobId: string): Promise<Cut | null>;
  /** What is known of these steps; of one that nobody has begun, nothing. */
  records(film: Pick<Step, 'jobId' | 'cut'>, names: StepName[]): Promise<Map<StepName, StepRecord>>;
  /** Takes a step, with one more attempt begun. False where another has it, or it has changed since it was `seen`. */
  take(step: Step, seen: StepRecord | null, holder: Holder, attempts: Attempt[]): Promise<boolean>;
  /** A sign of life. @throws {LostLease} when somebody else has the step now. */
  renew(step: Step, holder: Holder, encodeSeconds: number): Promise<void>;
  /** Notes which portions of a piece are put aside; a sign of life as well. @throws as renew. */
  keep(step: Step, holder: Holder, kept: { portions: Portion[]; encodeSeconds: number }): Promise<void>;
  /** Writes how an attempt ended, and gives up the lease. @throws as renew. */
  release(step: Step, holder: Pick<Holder, 'owner'>, ended: StepEnd): Promise<void>;
  /** Notes that a piece is made; how many of its cut are. */
  noteMade(step: Step): Promise<number>;
  /** Those that were noted. */
  made(film: Pick<Step, 'jobId' | 'cut'>): Promise<Set<string>>;
}

/** Who works on a step, and how long nobody else may after each sign of life, seconds. */
export interface Holder {
  owner: string;
  leaseSeconds: number;
}

/** With what a step came to, where its attempt did not fail. */
export interface StepEnd {
  attempts: Attempt[];
  staged?: StagedFile;
  portions?: Portion[];
}

/** Asks a rendition's own queue for pieces of films. */
export interface PieceRequests {
  /** Films side by side get their turns, and what is uploaded meanwhile does not wait for all of their pieces. */
  send(queueUrl: string, requests: IndexedRequest[]): Promise<void>;
}

/** A request for a piece, with the index of what that needs of its source; whoever gets none reads the source's. */
export interface IndexedRequest extends PieceRequest {
  index: Uint8Array | null;
}
