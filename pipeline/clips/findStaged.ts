import type { TakenPart } from '../../contract/clips/clipStory.ts';
import type { Job } from '../../contract/job.ts';
import { Superseded } from '../claim/superseded.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClipCut } from './find/clipCut.ts';
import { type Staged, stagedOf } from './prepareStaged.ts';

/** What MediaConvert has made of a clip, and what it was made from. */
export interface FoundStaged extends Staged {
  /** By which is seen that the recordings are what they were. */
  made: { sources: Pick<ClipCut['sources'][number], 'readRange'>[] };
}

/**
 * The video of a clip that MediaConvert has made, of recordings that are what they were; null where there is none: then it is made
 * anew.
 */
export async function findStaged(
  job: Job,
  ports: Pick<Ports, 'sources' | 'recordings'>,
): Promise<FoundStaged | null> {
  const staged = stagedOf(job);
  const object = staged && (await ports.sources.describe(job.outputBucket, staged.key));
  if (!staged || !object) return null;
  const sources = (job.clip?.taken ?? []).map(part => ({ readRange: readerOf(part, job, ports) }));
  try {
    await Promise.all(sources.map(({ readRange }) => readRange(0, 1)));
  } catch (error) {
    if (error instanceof Superseded) return null;
    throw error;
  }
  return { object, plan: staged.plan, made: { sources } };
}

function readerOf(
  { bucket, key, version }: TakenPart,
  { clip }: Job,
  { sources, recordings }: Pick<Ports, 'sources' | 'recordings'>,
) {
  const source = { bucket, key, version, sizeBytes: 0 };
  const recording = { source, startMs: 0, precisionMs: 0, toldSeconds: null };
  return (offset: number, length: number) =>
    recordings && clip && 'camera' in clip.span
      ? recordings.readRange(recording, offset, length)
      : sources.readRange(source, offset, length);
}
