import type { ImagePreset } from '../../presets/schema/preset.ts';
import { hardenedInput } from '../hardenedInput.ts';
import { quietArgs } from '../quietArgs.ts';
import { streamSpecifier } from '../streamId.ts';
import type { Footage } from './footage.ts';
import { intoFormat } from './imageFilters.ts';
import type { ImagePlan } from './planImages.ts';
import type { PlannedImage } from './planShots.ts';

/** A stretch of the source's timeline, seconds. */
export interface Span {
  start: number;
  end: number;
}

/** The most frames one look takes in, whatever rate a file claims. */
const MOST_FRAMES = 1_000;

/**
 * All arguments are for a run in the job's scratch folder: names without a folder are files there. Within filters times
 * are those of the footage's timeline. `entry` is where to begin decoding, null for the beginning.
 */
type Entry = number | null;

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
    ...['-map', `0:${streamSpecifier('V', plan)}`, '-c', 'copy', '-copyinkf', '-map_metadata', '-1'],
    ...['-f', 'mpegts', `file:${copy}`],
    // Its clock is set back where that of all streams is that were measured.
    ...(plan.audio === null
      ? []
      : ['-map', `0:${streamSpecifier('a', plan.audio)}`, '-c', 'copy', '-f', 'null', '-']),
  ];
}

/** Writes each frame's brightness into the file `report` (readLook.ts reads it). */
export function lookArgs(
  plan: ImagePlan,
  footage: Footage,
  entry: Entry,
  { start, end }: Span,
  report: string,
): string[] {
  const filters = [
    `trim=start=${start.toFixed(6)}:end=${end.toFixed(6)}`,
    // Small, since brightness is all that is asked; 8 bits, so that the figures mean the same for every source.
    'scale=160:90:flags=fast_bilinear',
    'format=yuv420p',
    'signalstats',
    `metadata=mode=print:file=${report}`,
  ];
  return [
    // One chain throughout, or a picture size that changes in mid-stream starts the report anew; scale takes any size.
    ...['-reinit_filter', '0', ...opened(plan, footage, entry)],
    ...['-map', picture(plan, footage), '-vf', [...onTimeline(plan, footage), ...filters].join(',')],
    ...['-fps_mode', 'passthrough', '-frames:v', String(MOST_FRAMES), '-f', 'null', '-'],
  ];
}

/** Takes the frame of a moment in every planned size. */
export function grabArgs(
  plan: ImagePlan,
  footage: Footage,
  { entry, seconds }: { entry: Entry; seconds: number },
  images: PlannedImage[],
): string[] {
  return [
    ...opened(plan, footage, entry),
    ...images.flatMap(({ name, filters }) => [
      ...['-map', picture(plan, footage), '-vf'],
      ...[[...onTimeline(plan, footage), from(seconds), ...filters].join(','), '-frames:v', '1'],
      ...[...imageCodec(plan), ...written(name)],
    ]),
  ];
}

/**
 * Takes the first frame at or after `seconds` as a tile of the sheet, and writes its time into the file `report`
 * (readTaken.ts reads it).
 */
export function tileArgs(
  plan: ImagePlan,
  footage: Footage,
  { entry, seconds }: { entry: Entry; seconds: number },
  { name, report }: { name: string; report: string },
): string[] {
  const told = ['metadata=mode=add:key=at:value=1', `metadata=mode=print:file=${report}`];
  const filters = [from(seconds), ...told, ...(plan.sprite?.tile.filters ?? [])];
  return [
    ...opened(plan, footage, entry),
    ...['-map', picture(plan, footage), '-vf', [...onTimeline(plan, footage), ...filters].join(',')],
    ...['-frames:v', '1', '-c:v', 'png', ...written(name)],
  ];
}

/**
 * Takes all tiles in one decoding of the whole film, as files of the image2 pattern `tiles`, from 0 on: of each stretch
 * of time the frame that is shown in its middle.
 */
export function tilesArgs(plan: ImagePlan, footage: Footage, tiles: string): string[] {
  const { everySeconds = 1, tiles: count = 1, tile } = plan.sprite ?? {};
  const filters = [
    ...onTimeline(plan, footage),
    // The middle of the first stretch becomes zero, and each tick of the grid shows the frame that began before it.
    `setpts=PTS-${micros(everySeconds / 2 - footage.grid.pictureShift)}`,
    `fps=fps=1/${everySeconds}:start_time=0:round=up`,
    ...(tile?.filters ?? []),
  ];
  return [
    ...opened(plan, footage, null),
    ...['-map', picture(plan, footage), '-vf', filters.join(','), '-fps_mode', 'passthrough'],
    ...['-frames:v', String(count), '-c:v', 'png', '-map_metadata', '-1', '-bitexact'],
    ...['-f', 'image2', '-start_number', '0', `file:${tiles}`],
  ];
}

/** Lays the tiles, files of the image2 pattern `tiles`, out as one sheet. */
export function sheetArgs(plan: ImagePlan, tiles: string): string[] {
  const { columns = 1, rows = 1, name = '' } = plan.sprite ?? {};
  return [
    ...[...quietArgs(), '-protocol_whitelist', 'file', '-f', 'image2', '-i', `file:${tiles}`],
    ...['-vf', [`tile=${columns}x${rows}`, ...intoFormat(plan.format)].join(','), '-frames:v', '1'],
    ...[...imageCodec(plan), ...written(name)],
  ];
}

/** Decodes every image and writes what came out of it into the file `report` (verifyImages.ts reads it). */
export function checkArgs(names: string[], format: ImagePreset['format'], report: string): string[] {
  const demuxer = format === 'jpeg' ? 'jpeg_pipe' : 'webp_pipe';
  return [
    ...[...quietArgs(), '-xerror'],
    ...names.flatMap(name => ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${name}`]),
    ...names.flatMap((_, index) => ['-map', `${index}:v:0`]),
    ...['-c:v', 'rawvideo', '-f', 'framecrc', `file:${report}`],
  ];
}

/** A little early, since times are rounded to whole microseconds on the way. */
function from(seconds: number): string {
  return `select=gte(t\\,${(seconds - 0.000005).toFixed(6)})`;
}

/** By the timeline's clock, in microseconds; without times frames get theirs from their number. */
function onTimeline({ untimed, frameSeconds }: ImagePlan, { zero }: Footage): string[] {
  if (untimed) return ['settb=AVTB', `setpts=N*${frameSeconds}/TB`];
  return ['settb=AVTB', ...(zero === null ? [] : [`setpts=PTS-${micros(zero)}`])];
}

/** In brackets where negative. */
function micros(seconds: number): string {
  const whole = Math.round(seconds * 1e6);
  return whole < 0 ? `(${whole})` : String(whole);
}

function picture(plan: ImagePlan, { isCopy }: Footage): string {
  return isCopy ? '0:V:0' : `0:${streamSpecifier('V', plan)}`;
}

/**
 * -copyts: frames keep the times they have in the file, wherever reading begins. -noaccurate_seek: all that are decoded
 * come, and it is by their times that the ones wanted are known. -max_error_rate: a picture that cannot be decoded does
 * not fail the others.
 */
function opened({ decoder, matrixFilter }: ImagePlan, footage: Footage, entry: Entry): string[] {
  const { input, zero } = footage;
  const sought = zero === null || entry === null ? null : entry + zero;
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...(zero === null ? [] : ['-copyts'])],
    ...(decoder ? ['-c:v', decoder] : []),
    ...(sought === null ? [] : ['-noaccurate_seek', '-seek_timestamp', '1']),
    ...hardenedInput(input, {
      ...footage.opened,
      matrixFilter,
      ...(sought !== null && { seekSeconds: Number(sought.toFixed(6)) }),
    }),
  ];
}

function imageCodec({ format, quality }: ImagePlan): string[] {
  return format === 'jpeg'
    ? ['-c:v', 'mjpeg', '-q:v', String(jpegScale(quality))]
    : ['-c:v', 'libwebp', '-quality', String(quality)];
}

/** ffmpeg's own scale for JPEG runs the other way: 2 is best, 31 is worst. */
function jpegScale(quality: number): number {
  return Math.round(31 - (quality / 100) * 29);
}

/** -bitexact: no encoder's name in the file. -update: one file, its name no pattern. -fps_mode: a single frame needs no others around it. */
function written(name: string): string[] {
  return [
    '-fps_mode',
    'passthrough',
    '-map_metadata',
    '-1',
    '-bitexact',
    '-update',
    '1',
    '-f',
    'image2',
    `file:${name}`,
  ];
}
