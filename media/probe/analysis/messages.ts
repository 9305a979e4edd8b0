import type { MediaInfoTrack } from '../trackField.ts';

/** What the analysis's thread is told: a file to analyze, then each range of it that was asked for. */
export type ToThread = { sizeBytes: number } | { bytes: Uint8Array };

/** What it answers: a range that it needs, or how the analysis ended. */
export type FromThread =
  | { offset: number; length: number }
  | { tracks: MediaInfoTrack[] }
  | { failure: string };
