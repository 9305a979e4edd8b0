import type { Job } from '../../contract/job.ts';
import type { ReconciledRendition, ReconcilePorts, Written } from './reconcilePorts.ts';
import type { ReconcileRun } from './reconcileRun.ts';

/** What each rendition's bucket holds, by key. */
export type OutputsByRendition = Map<string, Map<string, Written>>;

/** Lists the output buckets, all at a time. */
export async function listOutputs(
  { listings }: Pick<ReconcilePorts, 'listings'>,
  { renditions }: Pick<ReconcileRun, 'renditions'>,
): Promise<OutputsByRendition> {
  const listed = renditions.map(async ({ name, outputBucket, outputEnding }) => {
    const written = new Map<string, Written>();
    for await (const page of listings.list(outputBucket)) {
      for (const { key, modified, eTag } of page) {
        if (key.endsWith(outputEnding)) written.set(key, { modified, eTag });
      }
    }
    return [name, written] as const;
  });
  return new Map(await Promise.all(listed));
}

/** What a bucket holds of one rendition of a source: under today's key, or where one of its jobs has put it. */
export function writtenOf(
  rendition: ReconciledRendition,
  key: string,
  jobs: Job[],
  outputs: OutputsByRendition,
): Written | undefined {
  const written = outputs.get(rendition.name) ?? new Map<string, Written>();
  return written.get(outputKeyOf(rendition, key)) ?? recordedOutput(jobs, written);
}

/** A name that leaves no room for its output's has none. */
export function outputKeyOf(rendition: ReconciledRendition, key: string): string {
  try {
    return rendition.outputKey(key);
  } catch {
    return '';
  }
}

/** Under the key that the rules of that time gave it. */
function recordedOutput(jobs: Job[], written: Map<string, Written>): Written | undefined {
  const made = jobs
    .flatMap(({ output }) => output ?? [])
    .find(({ key, eTag }) => written.get(key)?.eTag === eTag);
  return made && written.get(made.key);
}
