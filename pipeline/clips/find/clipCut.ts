import type { ClipGap, TakenPart } from '../../../contract/clips/clipStory.ts';
import type { Source } from '../../../contract/job.ts';
import type { ClipPart, ClipSource } from '../../../media/clips/clipPart.ts';
import type { Recording, Sources } from '../../ports/sources.ts';

/** A file that a clip is cut from, and which object it is. */
export type CutSource = ClipSource & Pick<Recording, 'source' | 'overHttp'>;

/** What a clip is cut from: all of it is there. */
export interface ClipCut {
  sources: CutSource[];
  parts: ClipPart[];
  /** How long the clip is, gaps that are held included. */
  seconds: number;
  gaps: ClipGap[];
}

/** What of each recording goes into the clip, for the ledger. */
export function takenOf({ sources, parts }: Pick<ClipCut, 'sources' | 'parts'>): TakenPart[] {
  return parts.flatMap(({ source: at, ...times }) => {
    const source = sources[at]?.source;
    return source ? [{ bucket: source.bucket, key: source.key, version: source.version, ...times }] : [];
  });
}

/** Of all that it is cut from, bytes. */
export function sizeOf({ sources }: Pick<ClipCut, 'sources'>): number {
  return sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/**
 * The port of sources, to which a clip's one source, which is no object, is as it was while all that it is cut from is: a byte
 * of each is read, of the version that was found.
 */
export function clipSources(
  { sources }: { sources: Pick<CutSource, 'readRange'>[] },
  clip: Source,
  port: Sources,
): Sources {
  return {
    ...port,
    describe: async () => {
      await Promise.all(sources.map(({ readRange }) => readRange(0, 1)));
      return clip;
    },
  };
}
