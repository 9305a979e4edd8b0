import type { EngineName, Job } from '../../contract/job.ts';
import type { Pace } from '../attempt/expectedRequests.ts';
import type { Claim } from '../claim/claim.ts';
import type { Prepared } from '../kinds/prepared.ts';
import type { Outcome } from '../outcomes/outcome.ts';
import type { Settings } from '../worker/settings.ts';
import type { Worker } from '../worker/worker.ts';

/** What there is to make, and what there is to make it with. */
export interface Work {
  prepared: Prepared;
  job: Pick<Job, 'source' | 'attempts'>;
  /** The message that this attempt is made for. */
  messageId: string;
  settings: Pick<
    Settings,
    'size' | 'timeoutSeconds' | 'longJobs' | 'managed' | 'segmentWorkers' | 'targetSeconds'
  > &
    Pace;
}

/** What an engine is expected to take, and to cost. */
export interface Estimate {
  /** Wall seconds until the output is there. */
  seconds: number;
  /** At list prices, as the ledger will have it: with the requests to AWS. */
  usd: number;
  /** Of that, what the requests cost. */
  requestsUsd: number;
}

/** One way of making a rendition. What it says of a piece of work is half a sentence. */
export interface Engine {
  name: EngineName;
  /** It hands the work to others, and whoever is the last of them ends the job. */
  endsElsewhere: boolean;
  /** Why it cannot make this; null where it can. */
  obstacle(work: Work): string | null;
  /** Why another had better make this; null where it is as good as any. Asked where there is no obstacle. */
  drawback(work: Work): string | null;
  /** Asked where there is no obstacle. */
  estimate(work: Work): Estimate;
  /** What speaks for it. */
  merit(work: Work): string;
  /**
   * Makes what was prepared, or hands it to whoever does.
   * @throws whatever ends the attempt.
   */
  run(prepared: Prepared, claim: Claim, worker: Worker): Promise<Outcome>;
}
