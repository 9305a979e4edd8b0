export interface BenchOptions {
  projectDir: string;
  /** For clips and outputs, removed at the end. */
  folder: string;
  ffmpeg: string;
  /** Turns of each. */
  pairs: number;
  /** Of a batch, in every turn. */
  clips: number;
  /** Whose overhead is taken. */
  jobs: number;
  /** Small ones, that are submitted as a batch. */
  files: number;
  /** In the ledger that is listed. */
  listed: number;
  /** Of the single clip. */
  clipSeconds: number;
  /** Of the clip that is cut from recordings, which are some times as long. */
  minuteSeconds: number;
  /** To try settings on. @default one that is made */
  film?: string;
  /** A folder of recordings, to hear encoders by. @default none, and that is left out */
  recordings?: string;
  /** Of the film that is made in pieces. */
  filmSeconds: number;
  /** When no further pair is begun, by `performance.now()`. */
  deadline: number;
}

/** As many rounds as are asked for, or as there is time for, one at least. */
export function isRoundWanted(round: number, { pairs, deadline }: BenchOptions): boolean {
  return round === 0 || (round < pairs && performance.now() < deadline);
}
