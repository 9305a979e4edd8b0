import type { MeasuredPieces, Piece, PieceFacts } from '../../../media/segments/index.ts';

/** What a worker works on. */
export interface WorkerOptions {
  /** The film. */
  input: string;
  preset: string;
  ffmpeg: string;
  /** For all that it makes. */
  folder: string;
}

/** What planning a film comes to. */
export interface PlannedFilm {
  measured: MeasuredPieces;
  /** The file that its sound is made of. */
  times: string;
  facts: PieceFacts;
  pieces: Piece[];
}

/** What is staged: a path a piece, and of the sound. */
export interface StagedPaths {
  pieces: string[];
  sound: string | null;
}

/** What a worker is asked for, as data that goes through a channel between processes. */
export type Task =
  | { kind: 'plan' }
  | { kind: 'sound'; planned: PlannedFilm }
  | { kind: 'piece'; facts: PieceFacts; piece: Piece }
  | { kind: 'merge'; planned: PlannedFilm; staged: StagedPaths; output: string };
