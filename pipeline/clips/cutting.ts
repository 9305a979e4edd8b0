import { CopyObstacle } from '../../media/clips/copy/copyObstacle.ts';
import { type CopyPlan, prepareCopy } from '../../media/clips/copy/prepareCopy.ts';
import type { ClipPreset } from '../../presets/schema/preset.ts';
import { TOLERATED_MS } from './coverage/tolerated.ts';
import type { ClipCut } from './find/clipCut.ts';

/** How a clip is cut: encoded anew, and why so where the preset would have it otherwise, or copied. */
export type Cutting = { cut: 'exact'; cutReason?: string } | { cut: 'copy'; copy: CopyPlan };

/** As the preset says, or where that cannot be exactly, with the reason. @throws what the sources' `readRange` throws. */
export async function cuttingOf(cut: ClipCut, preset: Pick<ClipPreset, 'cut'>): Promise<Cutting> {
  if (preset.cut === 'exact') return { cut: 'exact' };
  if (holdsPictures(cut)) {
    return { cut: 'exact', cutReason: 'It has a gap in which a picture is held, which can only be encoded.' };
  }
  try {
    return { cut: 'copy', copy: await prepareCopy(cut.sources, cut.parts) };
  } catch (error) {
    if (error instanceof CopyObstacle) return { cut: 'exact', cutReason: error.message };
    throw error;
  }
}

function holdsPictures({ parts, seconds }: ClipCut): boolean {
  let endsAt = 0;
  for (const { atSeconds, fromSeconds, toSeconds } of parts) {
    if (atSeconds - endsAt > TOLERATED_MS / 1_000) return true;
    endsAt = atSeconds + toSeconds - fromSeconds;
  }
  return seconds - endsAt > TOLERATED_MS / 1_000;
}
