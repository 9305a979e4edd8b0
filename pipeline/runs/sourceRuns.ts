import type { RenditionEnd, SourceRun, ToldRun } from '../../contract/sourceRun.ts';

/** What is known of runs; every write is conditional, and what is read is as it is now. */
export interface SourceRuns {
  /** Writes how a rendition ended, unless a later end of it is known; the run as it is then. */
  note(run: SourceRun, rendition: string, end: RenditionEnd): Promise<SourceRun>;
  get(id: string): Promise<SourceRun | null>;
  /** Writes what is to be told of a run as it was seen; false where somebody else has told of it since. */
  tell(seen: SourceRun, told: ToldRun): Promise<boolean>;
  /** It was told in this revision. */
  published(run: Pick<SourceRun, 'id'>, told: ToldRun): Promise<void>;
}
