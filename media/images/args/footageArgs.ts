import { videoDecoderArgs } from '../../ffmpeg/decode/videoDecoderArgs.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import { streamSpecifier } from '../../probe/streamId.ts';
import type { ImagePlan } from '../plan/planImages.ts';
import type { Footage } from './footage.ts';

/** Where to begin decoding, by the footage's timeline, seconds; null for the beginning. */
export type Entry = number | null;

/**
 * Opens the footage, decoding from `entry` on.
 * -copyts: frames keep the times they have in the file, wherever reading begins. -noaccurate_seek: all that are decoded
 * come, and it is by their times that the ones wanted are known. -max_error_rate: a picture that cannot be decoded does
 * not fail the others.
 */
export function openedAt(plan: ImagePlan, footage: Footage, entry: Entry): string[] {
  const { input, zero } = footage;
  const sought = zero === null || entry === null ? null : entry + zero;
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...(zero === null ? [] : ['-copyts'])],
    ...videoDecoderArgs(plan),
    ...(sought === null ? [] : ['-noaccurate_seek', '-seek_timestamp', '1']),
    ...hardenedInput(input, {
      ...footage.opened,
      packetFilter: footage.packetFilter,
      ...(sought !== null && { seekSeconds: Number(sought.toFixed(6)) }),
    }),
  ];
}

/** The film's pictures among the streams of the input. */
export function picture(plan: ImagePlan, { isCopy }: Footage): string {
  return isCopy ? '0:V:0' : `0:${streamSpecifier('V', plan.video)}`;
}

/** Filters that give frames their times by the timeline's clock, in microseconds; without times they get theirs from their number. */
export function onTimeline({ untimed, video: { fps } }: ImagePlan, { zero }: Footage): string[] {
  if (untimed) return ['settb=AVTB', `setpts=N*${fps.den}/${fps.num}/TB`];
  return ['settb=AVTB', ...(zero === null ? [] : [`setpts=PTS-${micros(zero)}`])];
}

/** Leaves out what is ahead of a moment of the timeline. A little early, since times are rounded to whole microseconds on the way. */
export function from(seconds: number): string {
  return `select=gte(t\\,${(seconds - 0.000005).toFixed(6)})`;
}

/** Seconds as whole microseconds for a filter's expression: in brackets where negative. */
export function micros(seconds: number): string {
  const whole = Math.round(seconds * 1e6);
  return whole < 0 ? `(${whole})` : String(whole);
}

/** Writes the first packet's times by the file's own clock into the file `report` (readPackets.ts reads it). */
export function firstPacketArgs(plan: ImagePlan, footage: Footage, report: string): string[] {
  return [
    ...[...quietArgs(), '-copyts', '-fflags', '+genpts', ...hardenedInput(footage.input, footage.opened)],
    ...['-map', picture(plan, footage), '-c', 'copy', '-copyinkf', '-frames:v', '1'],
    ...['-f', 'framecrc', `file:${report}`],
  ];
}

/** Copies the video alone into the MPEG transport stream `copy`, where the times of its parts follow one another. */
export function oneClockArgs(plan: ImagePlan, copy: string, input: string): string[] {
  return [
    ...[...quietArgs(), '-fflags', '+genpts', ...hardenedInput(input)],
    ...['-map', `0:${streamSpecifier('V', plan.video)}`, '-c', 'copy', '-copyinkf', '-map_metadata', '-1'],
    ...['-f', 'mpegts', `file:${copy}`],
    // Its clock is set back where that of all streams is that were measured.
    ...(plan.audio === null
      ? []
      : ['-map', `0:${streamSpecifier('a', plan.audio)}`, '-c', 'copy', '-f', 'null', '-']),
  ];
}
