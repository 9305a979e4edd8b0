import { intoBt709 } from '../../../media/ffmpeg/filters/intoBt709.ts';
import { setColours } from '../../../media/ffmpeg/filters/setColours.ts';
import { chooseColour } from '../../../media/plan/colour/colour.ts';
import { BT709 } from '../../../media/plan/colour/colourSpace.ts';
import type { FrameRate } from '../../../media/plan/frame/frameRate.ts';
import type { VideoTrack } from '../../../media/probe/probe.ts';
import type { VideoDescription } from '../settings/videoDescription.ts';
import type { OutputFrame, Rotation } from './outputFrame.ts';

const TRANSPOSE: Record<Rotation, string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/**
 * The filter chain from the decoded picture to the encoder.
 * @param turn clockwise, of the coded picture. ffmpeg has already turned it as the file asks (which also rids the output of
 * the file's own rotation tag), so what is left to turn is the difference.
 */
export function serviceFilters(
  description: VideoDescription,
  source: VideoTrack,
  { turn, size, fps }: { turn: Rotation; size: OutputFrame; fps: FrameRate },
): string[] {
  const left = ((turn - source.rotation + 360) % 360) as Rotation;
  return [
    ...deinterlace(description),
    // A constant rate, as the service makes; frames that go anyway go before they are scaled.
    `fps=${fps.num}/${fps.den}`,
    ...TRANSPOSE[left],
    ...scale(description, size),
    ...colour(description, source),
    'format=yuv420p',
  ];
}

/** NORMAL touches only frames that are tagged as interlaced, FORCE_ALL_FRAMES all of them; one frame out for each in. */
function deinterlace({ videoPreprocessors }: VideoDescription): string[] {
  const deinterlacer = videoPreprocessors?.deinterlacer;
  if (!deinterlacer) return [];
  return [
    `bwdif=mode=send_frame:deint=${deinterlacer.control === 'FORCE_ALL_FRAMES' ? 'all' : 'interlaced'}`,
  ];
}

/** Square pixels only when asked: parControl follows the source by default. */
function scale(description: VideoDescription, { picture, frame }: OutputFrame): string[] {
  const { codecSettings } = description;
  const isPadded = picture.width !== frame.width || picture.height !== frame.height;
  return [
    `scale=${picture.width}:${picture.height}`,
    ...(codecSettings.h264Settings.parControl === 'SPECIFIED' ? ['setsar=1'] : []),
    ...(isPadded ? [`pad=${frame.width}:${frame.height}:(ow-iw)/2:(oh-ih)/2`] : []),
  ];
}

/** FORCE_709 tone-maps HDR and re-weighs other SDR matrices; a full-range source is squeezed only when asked. */
function colour({ videoPreprocessors }: VideoDescription, source: VideoTrack): string[] {
  const corrector = videoPreprocessors?.colorCorrector;
  const squeeze =
    source.fullRange && corrector?.sampleRangeConversion === 'LIMITED_RANGE_SQUEEZE'
      ? ['scale=in_range=full:out_range=limited']
      : [];
  if (corrector?.colorSpaceConversion !== 'FORCE_709') return squeeze;
  const { toneMap, plan } = chooseColour(source);
  if (toneMap && plan.from) {
    const { fromRgb } = plan;
    return [...intoBt709(plan.from, { toneMap, fullRange: source.fullRange, fromRgb }), setColours(BT709)];
  }
  return [...squeeze, 'scale=out_color_matrix=bt709', setColours(BT709)];
}
