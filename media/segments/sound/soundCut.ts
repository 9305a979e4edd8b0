/** AAC's, the output's: so many samples of sound are a frame. */
export const FRAME = 1_024;

/** Frames that are encoded ahead of a piece and dropped, until the encoder is as it would be within the whole. */
export const AHEAD_FRAMES = 256;

/**
 * How a film's sound is cut: plain data. Samples are those of one channel; of the source by the rate that its decoder has,
 * counted from the first packet of its track, of the output by its own.
 */
export interface SoundCut {
  source: {
    rate: number;
    /** Samples of a packet. */
    packet: number;
    /** What is heard of it. */
    from: number;
    to: number;
  };
  /** Samples a second of the output. */
  rate: number;
  /** The sample of the output at which the source's first one is heard; below zero what lies before it is dropped. */
  at: number;
}

/** A part of the output's sound that is encoded by itself, by frames of the output's AAC. */
export interface SoundPiece {
  index: number;
  firstFrame: number;
  frames: number;
}

/**
 * How many samples the output's sound has. A resampler gives out the last sample that begins before its input ends.
 */
export function samplesOf({ source, rate, at }: SoundCut): number {
  return at + Math.ceil(((source.to - source.from) * rate) / source.rate);
}

/** The encoder's frames of so many samples: one more than they fill, for each reaches into the next. */
export function framesFor(samples: number): number {
  return Math.ceil(samples / FRAME) + 1;
}

/**
 * What comes next of a piece of sound of which so many frames are made: `share` of it, and no less than is encoded ahead
 * of it. Pure.
 */
export function nextSoundPortion(
  { index, firstFrame, frames }: SoundPiece,
  made: number,
  share: number,
): SoundPiece {
  const usual = Math.max(AHEAD_FRAMES, Math.floor(frames * share));
  const rest = frames - made;
  return { index, firstFrame: firstFrame + made, frames: rest - usual < AHEAD_FRAMES ? rest : usual };
}

/** Cuts the output's sound into pieces of about equal length. Pure. */
export function cutSound(cut: SoundCut, pieceSeconds: number): SoundPiece[] {
  const samples = samplesOf(cut);
  const frames = framesFor(samples);
  const count = Math.max(1, Math.round(samples / cut.rate / pieceSeconds));
  const starts = Array.from({ length: count + 1 }, (_, index) => Math.round((index * frames) / count));
  return starts.slice(0, -1).map((firstFrame, index) => ({
    index,
    firstFrame,
    frames: (starts[index + 1] ?? frames) - firstFrame,
  }));
}
