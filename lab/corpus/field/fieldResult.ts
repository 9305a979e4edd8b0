/** What became of one file of somebody else's, and what a second opinion says of it. */
export interface FieldResult {
  /** Below the folder that was asked for. */
  path: string;
  sizeBytes: number;
  /** As the probe reads it; null where it does not get so far. */
  container: string | null;
  /** As the probe reads them: `h264+aac`. */
  codecs: string;
  video: FieldVerdict;
  /** Of the thumbnails preset. */
  images: FieldVerdict;
  /** What a plain ffmpeg decodes of the source. */
  source: SourceOpinion;
  /** Of a video that was made: seconds and frames, as a plain ffmpeg decodes them. */
  output: { seconds: number; frames: number; size: string; soundSeconds: number | null } | null;
  /** What is wrong with what was made; empty where all agrees, and where nothing was made. */
  complaints: string[];
  /** How alike the pictures are, dB; null where none were compared. */
  psnr: number | null;
  /** A refusal of what a plain ffmpeg decodes without an error, pictures included. */
  suspect: boolean;
  /** Wall seconds for all of it. */
  tookSeconds: number;
}

export interface FieldVerdict {
  /** `made`, `refuse:<code>`, or `crash` and `hung` for what must never be. */
  got: string;
  /** For people: of a refusal or a crash. */
  message: string;
}

export interface SourceOpinion {
  seconds: number | null;
  frames: number;
  size: string;
  soundSeconds: number | null;
  /** Errors that decoding tells. */
  errors: number;
  /** The first of them, for people. */
  firstError: string;
}
