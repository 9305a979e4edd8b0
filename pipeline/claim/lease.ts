import type { RunningJob } from '../../contract/job.ts';
import { secondsLeftOf } from '../../contract/ledger/beat.ts';
import { requestsUsd as usdOf } from '../../prices/requests.ts';
import type { Stopwatch } from '../attempt/stopwatch.ts';
import type { Ledger } from '../ports/ledger.ts';
import { LostLease } from '../ports/lostLease.ts';
import type { Meter } from '../ports/meter.ts';
import { WorkStop } from './workStop.ts';

/** What a worker has of a job that it has taken. */
export interface Held {
  job: RunningJob;
  owner: string;
  /** Runs while ffmpeg does. */
  encoding: Stopwatch;
  /** Of what this function asks of AWS. */
  meter: Pick<Meter, 'counted'>;
}

/**
 * A job's lease, from its taking to its end: gives a sign of life in each `everyMs` at the least, and tells with it
 * all that is known of the attempt.
 */
export class Lease {
  readonly #owner: string;
  readonly #encoding: Stopwatch;
  readonly #meter: Held['meter'];
  readonly #ledger: Pick<Ledger, 'renew'>;
  readonly #stop = new WorkStop();
  readonly #timer: NodeJS.Timeout;
  #job: RunningJob;

  constructor({ job, owner, encoding, meter }: Held, ledger: Pick<Ledger, 'renew'>, everyMs: number) {
    this.#job = job;
    this.#owner = owner;
    this.#encoding = encoding;
    this.#meter = meter;
    this.#ledger = ledger;
    this.#timer = setInterval(() => this.stopOn(this.renew()), everyMs);
  }

  /** Aborts, with the reason, when there is nothing to work for any more. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** A sign of life. @throws {LostLease} when somebody else has the job now; whatever else may pass. */
  async renew(): Promise<void> {
    this.#timer.refresh();
    const { engine, reason, predictedSeconds, progress } = this.#job;
    const { seconds: encodeSeconds } = this.#encoding;
    const requestsUsd = usdOf(this.#meter.counted);
    const sign = { engine, reason, predictedSeconds, progress, encodeSeconds, requestsUsd };
    await this.#ledger.renew(this.#job, this.#owner, sign);
  }

  /** The job as it goes on, its engine known, or its attempt another one. @throws {LostLease}. */
  async goOnAs(job: RunningJob): Promise<void> {
    this.#job = job;
    await this.renew().catch(error => {
      // One that does not get through says nothing: the next one tells it, too.
      if (error instanceof LostLease) throw error;
    });
  }

  /** How far it is, percent. */
  report(progress: number): void {
    this.#job = { ...this.#job, progress };
    this.stopOn(this.renew());
  }

  /** Ends the work where a look finds that it is for nothing. */
  stopOn(look: Promise<void>): void {
    this.#stop.on(look);
  }

  /** Ends the work, for this reason. */
  end(reason: Error): void {
    this.#stop.end(reason);
  }

  /** Until the encode is done, as it goes or as it was predicted, seconds; null before anybody knows. */
  get secondsLeft(): number | null {
    return secondsLeftOf(this.#job, this.#encoding.seconds);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
