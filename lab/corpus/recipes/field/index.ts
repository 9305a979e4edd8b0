import type { CorpusFile } from '../../file/corpusFile.ts';
import { brands } from './brands.ts';
import { colours } from './colours.ts';
import { mono } from './mono.ts';
import { otherTracks } from './otherTracks.ts';
import { shapes } from './shapes.ts';
import { soundChanges } from './soundChanges.ts';
import { stills } from './stills.ts';
import { edits } from './times/edits.ts';
import { fragments } from './times/fragments.ts';
import { killed } from './times/killed.ts';
import { lateStarts } from './times/lateStarts.ts';
import { lateTracks } from './times/lateTracks.ts';
import { lengths } from './times/lengths.ts';
import { longFrames } from './times/longFrames.ts';
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
