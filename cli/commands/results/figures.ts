import type { LedgerJob } from '../../../contract/readJob.ts';
import { requestsUsdOf, secondsOf, usdOf, waitedSecondsOf, wastedUsdOf } from '../../ledger/figures.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What came of many jobs, money at list prices. */
export interface AllFigures {
  sources: number;
  renditions: number;
  states: Record<string, number>;
  /** Renditions by who made them, or tried last. */
  engines: Record<string, number>;
  /** Of each rendition that is complete: of all its attempts. Null where none is. */
  processingSeconds: Spread | null;
  /** From the message's way into its queue to the first attempt. */
  waitedSeconds: Spread | null;
  /** From the first message to the last end, seconds. */
  elapsedSeconds: number;
  /** Of sources with all their renditions, and of renditions, over the elapsed time. */
  sourcesPerMinute: number;
  renditionsPerMinute: number;
  usd: number;
  /** Of that, requests to S3, SQS, SNS, DynamoDB and the log. */
  requestsUsd: number;
  /** Of `usd`, failed attempts, and tries at pieces of films that came to nothing. */
  wastedUsd: number;
  usdByRendition: Record<string, number>;
  usdPerSource: number;
  /** Of source, as far as outputs tell its length. */
  usdPerVideoMinute: number | null;
}

/** Adds jobs up, source after source; of each it keeps two numbers. */
export class Figures {
  readonly #states: Record<string, number> = {};
  readonly #engines: Record<string, number> = {};
  readonly #usdByRendition: Record<string, number> = {};
  readonly #processing: number[] = [];
  readonly #waited: number[] = [];
  #sources = 0;
  #whole = 0;
  #renditions = 0;
  #usd = 0;
  #requests = 0;
  #wasted = 0;
  #videoSeconds = 0;
  #begun = Number.POSITIVE_INFINITY;
  #ended = Number.NEGATIVE_INFINITY;

  /** The jobs of one source. */
  add(jobs: LedgerJob[]): void {
    this.#sources += 1;
    if (jobs.every(({ state }) => state === 'complete')) this.#whole += 1;
    this.#videoSeconds += Math.max(0, ...jobs.map(({ output }) => output?.durationSeconds ?? 0));
    for (const job of jobs) this.#addJob(job);
  }

  all(): AllFigures {
    const elapsedSeconds = Math.max(0, (this.#ended - this.#begun) / 1_000) || 0;
    const perMinute = (count: number) => (elapsedSeconds > 0 ? (count / elapsedSeconds) * 60 : 0);
    return {
      sources: this.#sources,
      renditions: this.#renditions,
      states: this.#states,
      engines: this.#engines,
      processingSeconds: spreadOf(this.#processing),
      waitedSeconds: spreadOf(this.#waited),
      elapsedSeconds,
      sourcesPerMinute: perMinute(this.#whole),
      renditionsPerMinute: perMinute(this.#states.complete ?? 0),
      usd: this.#usd,
      requestsUsd: this.#requests,
      wastedUsd: this.#wasted,
      usdByRendition: this.#usdByRendition,
      usdPerSource: this.#sources > 0 ? this.#usd / this.#sources : 0,
      usdPerVideoMinute: this.#videoSeconds > 0 ? this.#usd / (this.#videoSeconds / 60) : null,
    };
  }

  #addJob(job: LedgerJob): void {
    const { state, attempts, rendition, message } = job;
    this.#renditions += 1;
    count(this.#states, state, 1);
    const engine = attempts.at(-1)?.engine ?? job.engine;
    if (engine) count(this.#engines, engine, 1);
    const usd = usdOf(job);
    this.#usd += usd;
    this.#requests += requestsUsdOf(job);
    this.#wasted += wastedUsdOf(job);
    count(this.#usdByRendition, rendition, usd);
    if (state === 'complete') this.#processing.push(secondsOf(job));
    const waited = waitedSecondsOf(job);
    if (waited !== null) this.#waited.push(waited);
    const begins = [message?.sentAt, attempts[0]?.startedAt].flatMap(at => (at ? [Date.parse(at)] : []));
    this.#begun = Math.min(this.#begun, ...begins);
    this.#ended = Math.max(
      this.#ended,
      ...attempts.flatMap(({ endedAt }) => (endedAt ? [Date.parse(endedAt)] : [])),
    );
  }
}

function count(sums: Record<string, number>, name: string, more: number): void {
  sums[name] = (sums[name] ?? 0) + more;
}
