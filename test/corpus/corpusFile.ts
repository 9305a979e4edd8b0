/** What an output must look like; what is left out is held to the ordinary: see `judgeOutput`. */
export interface Expected {
  /** `240x320`; of the 720p rendition, and of higher ones too where the source is not larger. */
  size?: string;
  fps?: string;
  /** Of the picture. */
  seconds?: number;
  frames?: number;
  /** Default true. */
  audio?: boolean;
  /** The sound's length, where it is not the picture's. */
  audioSeconds?: number;
}

export type Verdict = 'accept' | `refuse:${string}`;

/** One file of the corpus: how it is made and what must become of it. */
export interface CorpusFile {
  file: string;
  verdict: Verdict;
  /** Of its images, where it is another: they need only a few of a damaged film's frames. Several: ffmpegs differ. */
  images?: readonly Verdict[];
  /** The same in words; goes into the manifest. */
  says: string;
  out?: Expected;
  /** ffmpeg's arguments ahead of the output's name, by spaces. */
  ffmpeg?: string;
  /** Or its bytes, made from those of files that stand earlier in the list. */
  bytes?: (read: (file: string) => Buffer) => Buffer;
  /** Left as a hole of this size, bytes. */
  sparse?: number;
}

export interface Corpus {
  folder: string;
  files: CorpusFile[];
}
