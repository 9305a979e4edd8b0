import { isUnfinished } from '../../contract/jobState.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { Listed } from './objectPages.ts';

/**
 * How one rendition of a source stands: `good` is of the newest version and today's preset; `older` is another preset's; `open` is
 * asked for and not over; `failed` for good, `dropped` by somebody; of `missing` there is nothing, or of another version. `unknown` only the output itself tells.
 */
export type Stand = 'good' | 'older' | 'open' | 'failed' | 'dropped' | 'missing' | 'unknown';

/** What is known of one rendition of a source. */
export interface Evidence {
  source: Listed;
  /** Its jobs for this rendition, of any version and preset. */
  jobs: LedgerJob[];
  /** Of the preset as it is deployed. */
  presetHash: string;
  /** What stands under the output's key. */
  output: Listed | undefined;
}

/** The newest job of today's preset for the newest version; every attempt takes the newest. */
export function currentJob({ source, jobs, presetHash }: Evidence): LedgerJob | undefined {
  return jobs
    .filter(job => job.presetHash === presetHash && begunMs(job) >= source.modified - CLOCK_SLACK_MS)
    .sort((a, b) => begunMs(b) - begunMs(a))[0];
}

/** S3's clock and a function's may differ, and S3 tells whole seconds. */
const CLOCK_SLACK_MS = 2_000;

/** The job that made what stands there, as far as the ledger has it. */
export function makerOf({ jobs, output }: Evidence): LedgerJob | undefined {
  return output && jobs.find(job => job.output?.eTag === output.eTag && job.output.key === output.key);
}

/** As far as the ledger and the listings tell. */
export function standOf(evidence: Evidence): Stand {
  const job = currentJob(evidence);
  if (job && isUnfinished(job.state)) return 'open';
  switch (job?.state) {
    case 'failed':
    case 'dropped':
      return job.state;
    case 'complete':
      if (evidence.output && evidence.output.eTag === job.output?.eTag) return 'good';
      return standOfOutput(evidence);
    default:
      return standOfOutput(evidence);
  }
}

/** Of what stands there by the hand of somebody else than the job that should have made it. */
function standOfOutput(evidence: Evidence): Stand {
  if (!evidence.output) return 'missing';
  const maker = makerOf(evidence);
  if (!maker) return 'unknown';
  // One of today's preset that is not the current job's is of an older version.
  return maker.presetHash === evidence.presetHash ? 'missing' : 'older';
}

function begunMs({ attempts, createdAt }: LedgerJob): number {
  return Date.parse(attempts.at(-1)?.startedAt ?? createdAt);
}
