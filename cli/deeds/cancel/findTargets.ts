import type { DeployedRendition } from '../../../contract/deployment.ts';
import { jobIdOf, type Source } from '../../../contract/job.ts';
import { isUnfinished } from '../../../contract/jobState.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import type { Known, Target } from './target.ts';

/**
 * What is to be stopped of a source: of each rendition all jobs that are not over, of whatever version; where there is none of the
 * newest version, the one that a message in a queue may still begin; else the job that is over, to be told of.
 */
export function targetsOf(known: Known, renditions: DeployedRendition[]): Target[] {
  return renditions.flatMap(rendition => {
    const jobs = known.jobs.filter(job => job.rendition === rendition.name);
    const open = jobs.filter(({ state }) => isUnfinished(state));
    if (open.length > 0) return open.map(asTarget);
    const { source } = known;
    const newest = jobs.filter(job => job.source.version === source?.version)[0];
    if (newest) return [asTarget(newest)];
    if (source && rendition.kind !== 'clip' && isWanted(rendition.name, source.wishes))
      return unbegun(source, rendition);
    return jobs.slice(0, 1).map(asTarget);
  });
}

function asTarget(job: LedgerJob): Target {
  return { key: job.source.key, rendition: job.rendition, jobId: job.jobId, job };
}

/** A stack that an older version deployed does not tell what names its jobs. */
function unbegun(
  source: Source,
  {
    name,
    presetHash,
    container,
    kind = container === null ? 'image' : 'video',
    queueUrl,
    bucket,
  }: DeployedRendition,
): Target[] {
  if (presetHash === undefined) return [];
  const jobId = jobIdOf(source, { name, presetHash, kind });
  const message = { id: 'cancel', body: '', attributes: {} };
  const job = { jobId, source, rendition: name, presetHash, message, queueUrl, outputBucket: bucket };
  return [{ key: source.key, rendition: name, jobId, unbegun: job }];
}
