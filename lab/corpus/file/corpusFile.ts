/** What an output must look like; what is left out is held to the ordinary: see `judgeOutput`. */
export interface Expected {
  /** `240x320`; of the 720p rendition, and of higher ones too where the source is not larger. */
  size?: string;
  fps?: string;
  /** Of the picture; least and most where the file does not decide it to the frame. */
  seconds?: Wanted;
  frames?: Wanted;
  /** Default true. */
  audio?: boolean;
  /** The sound's length, where it is not the picture's. */
  audioSeconds?: Wanted;
  /** The source is not all there, and the plan or what was made of it says so. */
  incomplete?: true;
  /** When flashes come, seconds: see `flash.ts`. */
  flashes?: readonly number[];
  /** Of its sound; default: with the flashes. */
  beeps?: readonly number[];
  /** Which of the source's numbered frames is shown when. */
  numbered?: Numbered;
  /** Colours at places of the picture. */
  points?: readonly Point[];
  /** What sounds on the left and on the right. */
  tones?: readonly [left: Tone, right: Tone];
}

export type Wanted = number | readonly [least: number, most: number];

export interface Numbered {
  /** By which the source's frames are numbered. */
  fps: number;
  /** When number 0 is shown, or would be, seconds. */
  from?: number;
  /** The longest that a frame stays on, seconds, where it is not one frame's time. */
  held?: number;
}

export interface Point {
  /** When; default 0.5 seconds. */
  seconds?: number;
  /** Of the width and of the height, 0 to 1. */
  across: number;
  down: number;
  rgb: readonly [red: number, green: number, blue: number];
  /** How far each of the three may be off; default 40. */
  within?: number;
}

export interface Tone {
  hz?: number;
  /** Effective level, decibels below full scale. */
  dbfs?: number;
}

export type Verdict = 'accept' | `refuse:${string}`;

/** How a file is made. */
export interface Recipe {
  file: string;
  /** ffmpeg's arguments ahead of the output's name, by spaces. */
  ffmpeg?: string;
  /** Or its bytes, made from those of files that stand earlier in the list. */
  bytes?: (read: (file: string) => Buffer) => Buffer;
  /** Left as a hole of this size, bytes. */
  sparse?: number;
}

/** One file of the corpus: how it is made and what must become of it. */
export interface CorpusFile extends Recipe {
  verdict: Verdict;
  /** Of its images, where it is another: they need only a few of a damaged film's frames. Several: ffmpegs differ. */
  images?: readonly Verdict[];
  /** The same in words; goes into the manifest. */
  says: string;
  out?: Expected;
}

export interface Corpus {
  folder: string;
  files: CorpusFile[];
}
