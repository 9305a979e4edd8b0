import { MAX_SECONDS } from '../accepted.ts';
import { declaredColours, hdrColours, isRareMatrix } from '../plan/colour/colourSpace.ts';
import type { Plan } from '../plan/plan.ts';
import type { Probe, VideoTrack } from '../probe/probe.ts';
import { AUDIO_READ, VIDEO_READ } from './codecsRead.ts';

/** Least width and height of an AVC output. */
const MIN_OUTPUT_SIDE = 32;

/** Why MediaConvert cannot do what the plan asks of this source, as half a sentence; null where it can. */
export function mediaConvertRefusal(probe: Probe, plan: Plan): string | null {
  const { video, audio, container } = probe;
  if (plan.quality) return 'the preset has a quality floor, which is checked beside the encode only';
  if (!VIDEO_READ[container]?.includes(video.codec)) {
    return `MediaConvert does not read ${video.codec} video in ${container} files`;
  }
  if (audio && !AUDIO_READ[container]?.includes(audio.codec)) {
    return `MediaConvert does not read ${audio.codec} sound in ${container} files`;
  }
  if (Math.min(plan.video.width, plan.video.height) < MIN_OUTPUT_SIDE) {
    return `MediaConvert makes nothing under ${MIN_OUTPUT_SIDE} pixels a side, the plan is ${plan.video.width}x${plan.video.height}`;
  }
  if (video.alpha && video.codec !== 'prores') return 'MediaConvert does not lay see-through video on black';
  if (audio?.right) return 'MediaConvert is not asked to join two tracks of sound';
  const colours = colourRefusal(video);
  if (colours) return colours;
  if (video.crop) return 'MediaConvert does not crop as the file tells';
  if (video.mirrored) return 'MediaConvert does not mirror pictures';
  if (video.turnedElsewhere) return "MediaConvert does not follow a turn outside the track's own header";
  const others = leftOutRefusal(probe);
  if (others !== null) return others;
  if (plan.durationSeconds > MAX_SECONDS)
    return 'its header claims more hours than are taken, which only reading it can tell';
  if (probe.incomplete) return 'its end is missing, and only reading it tells how much is there';
  if (video.untimed) return 'its times begin below zero, which MediaConvert is not known to take';
  return video.rotation === 0 ? null : rotationRefusal(container, video);
}

/** It takes the video track that it likes, and counts those of sound in a way that is not told for what it cannot read. */
function leftOutRefusal({ leftOut }: Probe): string | null {
  if (leftOut.some(({ kind }) => kind === 'video'))
    return 'MediaConvert cannot be told which of several video tracks to take';
  return leftOut.some(({ reason }) => reason === 'codec')
    ? 'the file has sound that MediaConvert is not known to pass over'
    : null;
}

/**
 * Its colour corrector takes HDR10 and HLG as BT.2020 has them (`ColorSpace` names no other), in limited range; and it
 * is not known to convert matrices that its user guide does not name.
 */
function colourRefusal(video: VideoTrack): string | null {
  const declared = declaredColours(video);
  if (video.chroma !== 'rgb' && isRareMatrix(declared.matrix))
    return `MediaConvert does not know ${video.matrix}`;
  if (video.transfer !== 'PQ' && video.transfer !== 'HLG') return null;
  const { primaries, matrix } = hdrColours(declared);
  if (primaries !== 'bt2020' || matrix !== 'bt2020nc')
    return `MediaConvert takes ${video.transfer} for BT.2020, which this is not`;
  return video.fullRange ? `MediaConvert is not known to take full-range ${video.transfer}` : null;
}

/** MediaConvert turns a picture upright only under these conditions; otherwise it leaves it lying, without an error. */
function rotationRefusal(
  container: string,
  { chroma, interlaced }: { chroma: string; interlaced: boolean },
): string | null {
  if (container !== 'mp4' && container !== 'mov')
    return `MediaConvert does not turn ${container} files upright`;
  if (interlaced) return 'MediaConvert does not turn interlaced video upright';
  if (chroma !== '4:2:0' && chroma !== '4:2:2') return `MediaConvert does not turn ${chroma} video upright`;
  return null;
}
