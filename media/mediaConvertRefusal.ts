import type { Plan } from './plan.ts';
import type { Probe } from './probe.ts';

/** Video codecs MediaConvert reads, by container (AWS MediaConvert user guide, supported inputs), narrowed to the sure ones. */
const READABLE: Record<string, string[]> = {
  mp4: ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'av1', 'h263', 'vp9'],
  mov: ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'prores', 'dvvideo', 'mjpeg', 'rawvideo'],
  mkv: ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'vc1', 'vp8', 'vp9', 'av1'],
  webm: ['vp8', 'vp9', 'av1'],
  avi: ['h264', 'mpeg4', 'mpeg2video', 'dvvideo', 'rawvideo', 'mjpeg'],
  flv: ['h264'],
  ts: ['h264', 'hevc', 'mpeg2video', 'vc1'],
  mpg: ['mpeg1video', 'mpeg2video'],
  wmv: ['vc1'],
};

/** Least width and height of an AVC output. */
const LEAST_SIDE = 32;

/** Why MediaConvert cannot do what the plan asks of this source, as half a sentence; null where it can. */
export function mediaConvertRefusal(probe: Probe, plan: Plan): string | null {
  const { video } = probe;
  if (video === null) return 'there is no video';
  if (plan.quality) return 'the preset has a quality floor, which is checked beside the encode only';
  if (!READABLE[probe.container]?.includes(video.codec)) {
    return `MediaConvert does not read ${video.codec} video in ${probe.container} files`;
  }
  if (Math.min(plan.video.width, plan.video.height) < LEAST_SIDE) {
    return `MediaConvert makes nothing under ${LEAST_SIDE} pixels a side, the plan is ${plan.video.width}x${plan.video.height}`;
  }
  if (video.alpha && video.codec !== 'prores') return 'MediaConvert does not lay see-through video on black';
  if (video.untimed) return 'its times begin below zero, which MediaConvert is not known to take';
  return video.rotation === 0 ? null : rotationRefusal(probe.container, video);
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
