import { WorkError } from '../../../failures/workError.ts';
import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';
import { declaredColours, isRareMatrix } from './colourSpace.ts';

/** Constant luminance is defined for these curves only; null is the curve of what tells none. */
const CONSTANT_LUMINANCE_CURVES = new Set([null, 'bt709', 'smpte170m', 'bt2020-10', 'bt2020-12']);

/**
 * Colours that would come out wrong are refused: a film in green and purple is worse than none.
 * @throws {WorkError} of class `input`: dolby-vision-5, colour-space.
 */
export function checkColours(source: VideoTrack): void {
  if (source.dolbyVisionOnly) {
    const message =
      "The video has Dolby Vision's own colours (profile 5), which cannot be converted here; upload it as HDR10, HLG or Dolby Vision 8.";
    throw new WorkError('dolby-vision-5', { message });
  }
  if (source.chroma === 'rgb' || source.matrix === null || isConvertible(source)) return;
  throw new WorkError('colour-space', {
    message: `The video's colours are ${source.matrix} with ${source.transfer ?? 'no'} transfer, which cannot be converted; upload it in BT.709 or BT.2020.`,
  });
}

function isConvertible(source: VideoTrack): boolean {
  const { matrix, transfer, primaries } = declaredColours(source);
  if (source.matrix === "Y'D'zD'x") return false;
  if (!isRareMatrix(matrix)) return true;
  if (matrix === 'bt2020c') return CONSTANT_LUMINANCE_CURVES.has(transfer);
  // zscale has ICtCp for high dynamic range on its own primaries only.
  if (matrix === 'ictcp')
    return (source.transfer === 'PQ' || source.transfer === 'HLG') && (primaries ?? 'bt2020') === 'bt2020';
  return true;
}
