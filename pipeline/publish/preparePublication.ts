import type { Job, OutputFacts } from '../../contract/job.ts';
import type { OutputMaker } from '../../contract/outputMetadata.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { checkUnchanged } from '../claim/checkUnchanged.ts';
import { Superseded } from '../claim/superseded.ts';
import type { OutputAddress, Replacing, StoredOutput } from '../ports/outputs.ts';
import type { Ports } from '../ports/ports.ts';

/** One file of a job's output, as it is about to be published. */
export interface Publication {
  to: OutputAddress;
  over: Replacing;
  /** What stands there already. */
  stored: StoredOutput | null;
}

/**
 * Where a job's file goes, and which object it takes the place of. Looked up last, just before publishing: if the
 * source has been overwritten meanwhile, this output would be of yesterday's video.
 * @throws {Superseded} where the source or the output is newer; {WorkError} input/source-gone.
 */
export async function preparePublication(
  job: Job,
  file: { key: string; contentType: string; facts: OutputFacts; kind: Preset['kind'] },
  ports: Pick<Ports, 'sources' | 'outputs' | 'ledger'>,
): Promise<Publication> {
  // The output first: whatever a newer version's job publishes after this look, the condition keeps.
  const stored = await ports.outputs.describe(job.outputBucket, file.key);
  await checkUnchanged(job, file.kind, ports);
  const maker = makerOf(job, file.facts);
  if (stored?.maker && isNewer(stored.maker, maker)) {
    throw new Superseded(
      'output',
      `"${file.key}" is of a job that began later; this output is not published.`,
    );
  }
  const to: OutputAddress = {
    bucket: job.outputBucket,
    key: file.key,
    contentType: file.contentType,
    maker,
  };
  return { to, over: stored && { eTag: stored.eTag }, stored };
}

function makerOf({ jobId, attempts, source, createdAt }: Job, facts: OutputFacts): OutputMaker {
  const last = attempts.at(-1);
  return {
    jobId,
    attempt: attempts.length,
    begunAt: last?.startedAt ?? createdAt,
    sourceVersion: source.version,
    facts,
  };
}

/** Another preset's output of the same source, or a later attempt's of this job: who began last knew best. */
function isNewer(stored: OutputMaker, ours: OutputMaker): boolean {
  return stored.sourceVersion === ours.sourceVersion && stored.begunAt > ours.begunAt;
}
