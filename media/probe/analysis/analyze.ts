import type { MediaInfoTrack } from '../trackField.ts';

/**
 * Lets MediaInfo look at a file of so many bytes, of which it asks for one range after the other; an empty answer makes it tell what it
 * knows. @throws {AnalysisError} where it fails on the bytes or takes too much time; a failed read is thrown as it came.
 */
export type Analyze = (
  sizeBytes: number,
  read: (offset: number, length: number) => Promise<Uint8Array>,
) => Promise<MediaInfoTrack[]>;

/** MediaInfo itself failed on these bytes, or was stopped for the time it took. */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';
  readonly reason: 'failed' | 'stopped';

  constructor(reason: AnalysisError['reason'], cause: unknown) {
    super('MediaInfo could not analyze the file.', { cause });
    this.reason = reason;
  }
}
