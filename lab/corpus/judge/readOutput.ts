import { ffmpegPipes } from '../../support/ffmpegPipes.ts';
import type { Expected } from '../file/corpusFile.ts';
import { FRAMES, type NumberedFrame, readFrames } from '../file/frameNumber.ts';
import { type HeardSound, readSound, SOUND } from './hear.ts';
import { LISTING, type ListedOutput, listedOutput } from './listedOutput.ts';
import { type Coloured, momentArgs, momentsOf, readMoment } from './points.ts';

/** What an output shows and sounds like, as far as it is asked for. */
export interface OutputLook {
  /** Every frame in order; empty where nobody asks. */
  frames: NumberedFrame[];
  /** Null where nobody asks. */
  sound: HeardSound | null;
  /** The colours found at the points asked for. */
  points: Coloured[];
}

/** Reads an output once: what it holds, and what is expected of its pictures and its sound. */
export async function readOutput(
  path: string,
  expected: Expected,
): Promise<{ facts: ListedOutput; look: OutputLook }> {
  const { flashes, beeps = flashes, numbered, points = [], audio = true, tones } = expected;
  const isSeen = flashes !== undefined || numbered !== undefined;
  const isHeard = audio && (beeps !== undefined || tones !== undefined);
  const moments = momentsOf(points);
  const { outputs, words } = await ffmpegPipes(
    // The file's own times.
    ['-copyts'],
    [path],
    [
      LISTING,
      ...(isSeen ? [['-map', '0:v:0', ...FRAMES]] : []),
      ...(isHeard ? [['-map', '0:a:0', ...SOUND]] : []),
      ...moments.map(moment => momentArgs(moment)),
    ],
  );
  const [listing, ...read] = outputs as [Buffer, ...Buffer[]];
  const frames = isSeen ? readFrames(read.shift() as Buffer) : [];
  const sound = isHeard ? readSound(read.shift() as Buffer) : null;
  return {
    facts: listedOutput(listing, words),
    look: {
      frames,
      sound,
      points: moments.flatMap((moment, index) => readMoment(moment, read[index] as Buffer)),
    },
  };
}
