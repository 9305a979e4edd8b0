import type { CorpusFile } from '../../corpusFile.ts';
import { brands } from './brands.ts';
import { colours } from './colours.ts';
import { edits } from './edits.ts';
import { fragments } from './fragments.ts';
import { killed } from './killed.ts';
import { lateStarts } from './lateStarts.ts';
import { lateTracks } from './lateTracks.ts';
import { lengths } from './lengths.ts';
import { longFrames } from './longFrames.ts';
import { mono } from './mono.ts';
import { otherTracks } from './otherTracks.ts';
import { shapes } from './shapes.ts';
import { soundChanges } from './soundChanges.ts';
import { stills } from './stills.ts';
import { turns } from './turns.ts';
import { undecodable } from './undecodable.ts';

/** Files as cameras, phones, recorders and editors really write them; each says who does. */
export const field: CorpusFile[] = [
  brands,
  colours,
  edits,
  fragments,
  killed,
  lateStarts,
  lateTracks,
  lengths,
  longFrames,
  mono,
  otherTracks,
  shapes,
  soundChanges,
  stills,
  turns,
  undecodable,
].flat();
