import type { Job, RunningJob, SubmittedJob } from '../../../../contract/job.ts';
import { type Beat, beatKey, readBeat } from '../../../../contract/ledger/beat.ts';
import { turnOf } from '../../../../contract/ledger/turn.ts';
import { EXPIRES_AT } from '../../../../contract/ledgerTable.ts';
import type { JobProgress } from '../../../../pipeline/ports/jobChange.ts';
import type { Sign } from '../../../../pipeline/ports/ledger.ts';
import { LostLease } from '../../../../pipeline/ports/lostLease.ts';
import type { Condition, LedgerItems } from './ledgerItems.ts';

/** The signs of life of those who make jobs. A later attempt's keeps out whatever an earlier one's worker still sends. */
export class LedgerBeats {
  readonly #items: LedgerItems;

  constructor(items: LedgerItems) {
    this.#items = items;
  }

  /** @throws {LostLease} when somebody else has the job now. */
  async renew(job: RunningJob, owner: string, sign: Sign): Promise<void> {
    const leaseUntil = this.#items.leaseUntil();
    const beat = { ...sign, turn: job.turn ?? turnOf(job), leaseOwner: owner, leaseUntil };
    const isMine: Condition = {
      // One that was held up on its way must not take back what a later one gave.
      expression: `${IS_LATER} OR leaseOwner = :owner AND leaseUntil <= :until`,
      values: { ':turn': beat.turn, ':owner': owner, ':until': leaseUntil },
    };
    if (await this.#put(job, beat, isMine)) return;
    if ((await this.#of(job))?.leaseOwner !== owner) throw new LostLease(job.jobId);
  }

  /**
   * Keeps out whoever had the job as it was seen, and is not heard of any more: were it only slow, it hears with its next
   * beat that it is too late. False where it has beaten meanwhile, or another one was quicker.
   */
  async fence(seen: Job, owner: string): Promise<boolean> {
    const turn = seen.turn ?? turnOf(seen);
    const isSilent: Condition = {
      // Its own it meets where the answer to the first try was lost.
      expression: `${IS_LATER} OR (turn = :turn AND (leaseUntil < :now OR leaseOwner = :owner))`,
      values: { ':turn': turn, ':now': Date.now(), ':owner': owner },
    };
    const beat = { ...lastSign(seen), turn, leaseOwner: owner, leaseUntil: this.#items.leaseUntil() };
    return await this.#put(seen, beat, isSilent);
  }

  /** Keeps out whoever has the job as it was seen, though it lives: it hears so with its next beat. */
  async takeAway(seen: Job, owner: string): Promise<void> {
    const turn = seen.turn ?? turnOf(seen);
    const isItsTurn: Condition = { expression: `${IS_LATER} OR turn = :turn`, values: { ':turn': turn } };
    await this.#put(seen, { ...lastSign(seen), turn, leaseOwner: owner, leaseUntil: Date.now() }, isItsTurn);
  }

  /** How far those are who make it. False where more is known already. */
  async progress(job: SubmittedJob, told: JobProgress): Promise<boolean> {
    const turn = turnOf(job);
    const isNews: Condition = {
      expression: `${IS_LATER} OR (turn = :turn AND (attribute_not_exists(progress) OR progress < :progress))`,
      values: { ':turn': turn, ':progress': told.progress },
    };
    return await this.#put(job, { ...told, turn }, isNews);
  }

  async #of(job: Job): Promise<Beat | null> {
    const item = await this.#items.getItem(beatKey(job));
    return item ? readBeat(item) : null;
  }

  #put(job: Job, told: Omit<Beat, 'at'>, condition: Condition): Promise<boolean> {
    const beat: Beat = { ...told, at: new Date().toISOString() };
    return this.#items.put({ ...beatKey(job), ...beat, [EXPIRES_AT]: this.#items.expiresAt() }, condition);
  }
}

/** What was last heard of an attempt; where whoever takes it over dies at that, the next one reads it. */
function lastSign({ encodeSeconds = 0, requestsUsd = 0, ...told }: Job): Sign {
  const { engine, reason, predictedSeconds, progress } = told;
  return { engine, reason, predictedSeconds, encodeSeconds, requestsUsd, progress };
}

/**
 * Nobody has beaten yet, or for an earlier attempt. What is behind another OR needs no brackets, for AND binds more closely
 * ("Condition and filter expressions", DynamoDB developer guide), and each takes the local ledger as long to read as all the rest.
 */
const IS_LATER = 'attribute_not_exists(jobId) OR turn < :turn';
