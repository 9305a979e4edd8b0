import type { ClipPart } from '../../../media/clips/clipPart.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import type { Piece } from './coverSpan.ts';
import type { Laid } from './layRecordings.ts';

/** A clip's parts, and how long it is. */
export interface Parts {
  parts: ClipPart[];
  /** Which recordings they are of: a part's source is a place in here. */
  recordings: number[];
  seconds: number;
}

/**
 * The wall clock's pieces as parts of a clip: where the preset holds pictures, each stays at its time. Ahead of the first there is none
 * to hold, so that the clip begins with it.
 */
export function partsOf(
  pieces: readonly Piece[],
  laid: readonly Laid[],
  { toMs }: { toMs: number },
  { gaps }: Pick<ClipPreset, 'gaps'>,
): Parts {
  const recordings = [...new Set(pieces.map(({ recording }) => recording))];
  const goesOn = gaps.policy === 'allow' && gaps.picture === 'go-on';
  const beginsMs = pieces[0]?.fromMs ?? toMs;
  let soFarMs = 0;
  const parts = pieces.map(piece => {
    const startMs = laid[piece.recording]?.startMs ?? 0;
    const atMs = goesOn ? soFarMs : piece.fromMs - beginsMs;
    soFarMs += piece.toMs - piece.fromMs;
    return {
      source: recordings.indexOf(piece.recording),
      fromSeconds: (piece.fromMs - startMs) / 1_000,
      toSeconds: (piece.toMs - startMs) / 1_000,
      atSeconds: atMs / 1_000,
    };
  });
  return { parts, recordings, seconds: (goesOn ? soFarMs : toMs - beginsMs) / 1_000 };
}
