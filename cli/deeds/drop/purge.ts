import type { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { type DeployedRendition, workQueuesOf } from '../../../contract/deployment.ts';
import type { JobState } from '../../../contract/jobState.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { type DropPorts, dropJob } from '../../../pipeline/drop/dropJob.ts';
import { deadJobs } from '../../ledger/deadJobs.ts';
import { usdOf } from '../../ledger/figures.ts';
import type { JobPages, LedgerReader } from '../../ledger/ledgerReader.ts';
import type { Actor } from '../../operator/actor.ts';
import { drain } from './drain.ts';
import { thoseThatWait } from './purgeSurvey.ts';
import { type Work, type WorkPlace, workOf } from './workOf.ts';

/** What is thrown away: what waits in the queues, what is dead, or both. */
export type PurgeKind = 'waiting' | 'dead';

/** What came of one rendition. */
export interface Purged {
  rendition: string;
  /** That are dropped now, such as nobody had begun included. */
  jobs: number;
  /** That were deleted from its queues. */
  messages: number;
  /** What the jobs had cost, USD. */
  usd: number;
  /** Nothing of it is left; false where the time was up before. */
  isOver: boolean;
}

export interface PurgePlace extends WorkPlace {
  sqs: SQSClient;
  ledger: LedgerReader;
  ports: DropPorts;
  actor: Actor;
}

export interface PurgeHow {
  kinds: readonly PurgeKind[];
  /** For the record. */
  reason: string;
  /** When to stop where it is, as performance.now() tells it: the same again goes on. */
  untilMs: number;
}

/** A job that is made now goes on: it does not wait. */
const WAITING = ['queued', 'held', 'pending'] as const satisfies JobState[];
const DEAD = ['failed'] as const satisfies JobState[];

/** Renditions, and jobs of one, that are looked at together. */
const RENDITIONS_AT_ONCE = 4;
const JOBS_AT_ONCE = 16;

/**
 * Throws away what waits for these renditions, or is dead: each job is dropped first, by whom and when, such as nobody has begun
 * too, and only then are the messages deleted, so that nothing is asked for again. Stopped in between it can be begun anew.
 * @throws {CommandError} 1 of a stack that does not tell what names its jobs.
 */
export function purge(renditions: DeployedRendition[], how: PurgeHow, place: PurgePlace): Promise<Purged[]> {
  return pMap(renditions, one => new RenditionPurge(one, how, place).run(), {
    concurrency: RENDITIONS_AT_ONCE,
  });
}

class RenditionPurge {
  readonly #rendition: DeployedRendition;
  readonly #how: PurgeHow;
  readonly #place: PurgePlace;
  readonly #sum: Purged;

  constructor(rendition: DeployedRendition, how: PurgeHow, place: PurgePlace) {
    this.#rendition = rendition;
    this.#how = how;
    this.#place = place;
    this.#sum = { rendition: rendition.name, jobs: 0, messages: 0, usd: 0, isOver: true };
  }

  async run(): Promise<Purged> {
    const { dlqUrl, subscriptionDlqUrl, name } = this.#rendition;
    const { ledger } = this.#place;
    if (this.#how.kinds.includes('waiting')) {
      for (const state of WAITING) await this.#dropJobs(ledger.inState(state), WAITING);
      await this.#dropJobs(thoseThatWait(ledger.inState('submitted')), ['submitted']);
      for (const url of workQueuesOf(this.#rendition)) await this.#empty(url, WAITING);
    }
    if (this.#how.kinds.includes('dead')) {
      await this.#dropJobs(deadJobs(ledger, [name], {}), DEAD);
      for (const url of [dlqUrl, subscriptionDlqUrl]) await this.#empty(url, DEAD);
    }
    return this.#sum;
  }

  async #dropJobs(pages: JobPages, states: readonly JobState[]): Promise<void> {
    for await (const jobs of pages) {
      if (this.#isLate()) return;
      const own = jobs.filter(({ rendition }) => rendition === this.#rendition.name);
      await pMap(own, ({ jobId }: LedgerJob) => this.#drop({ jobId, states }), {
        concurrency: JOBS_AT_ONCE,
      });
    }
  }

  async #empty(url: string, states: readonly JobState[]): Promise<void> {
    const { sqs } = this.#place;
    const { messages, isEmpty } = await drain(
      sqs,
      url,
      async message => {
        for (const work of await workOf(message, this.#rendition, states, this.#place))
          await this.#drop(work);
      },
      this.#how.untilMs,
    );
    this.#sum.messages += messages;
    if (!isEmpty) this.#sum.isOver = false;
  }

  async #drop(work: Work): Promise<void> {
    const { actor, ports } = this.#place;
    const by = { by: actor.by, at: actor.now().toISOString(), reason: this.#how.reason };
    const result = await dropJob({ ...work, by }, ports);
    if (!result?.isDropped) return;
    this.#sum.jobs += 1;
    this.#sum.usd += result.before ? usdOf(result.before) : 0;
  }

  #isLate(): boolean {
    if (performance.now() < this.#how.untilMs) return false;
    this.#sum.isOver = false;
    return true;
  }
}
