import type { OnIncomplete } from '../plan/incomplete.ts';
import type { EncodeProgress } from './ffmpegProgress.ts';

/** Where a rendition is made. */
export interface Bench {
  /** The job's own scratch folder. */
  folder: string;
  /** Path of the source. */
  input: string;
  /**
   * Runs ffmpeg in `folder` and returns the last of what it said; `fileBytes` is the most any file it writes may have.
   */
  run(
    args: string[],
    more?: { fileBytes?: number; onProgress?: (progress: EncodeProgress) => void },
  ): Promise<string>;
  onIncomplete: OnIncomplete;
  /** How often an encode tells how far it is, seconds. */
  progressSeconds: number;
  /** Hears how much is done, 0 to 1. */
  onProgress(share: number): void;
}
