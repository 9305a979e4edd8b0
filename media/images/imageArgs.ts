import type { ImagePreset } from '../../presets/schema/preset.ts';
import { hardenedInput } from '../hardenedInput.ts';
import { quietArgs } from '../quietArgs.ts';
import { streamSpecifier } from '../streamId.ts';
import { intoFormat } from './imageFilters.ts';
import type { ImagePlan, PlannedImage } from './planImages.ts';

/** A stretch of the source, seconds. */
export interface Span {
  start: number;
  seconds: number;
}

/** The most frames one look takes in, whatever rate a file claims. */
const MOST_FRAMES = 1_000;

/** All arguments are for a run in the job's scratch folder: names without a folder are files there. */
interface Files {
  input: string;
}

/**
 * Reads the video's packets to the end without decoding one. The last progress report is the real length; the key
 * frames' packets are listed in the file `report` (readKeyFrames.ts reads it).
 */
export function packetArgs(plan: ImagePlan, report: string, { input }: Files): string[] {
  const copied = ['-map', `0:${streamSpecifier('V', plan)}`, '-c', 'copy'];
  return [
    ...[...quietArgs(), '-progress', 'pipe:1', '-nostats', ...hardenedInput(input)],
    ...[...copied, '-f', 'null', '-'],
    ...[...copied, '-bsf:v', 'noise=drop=not(key)', '-f', 'framecrc', `file:${report}`],
  ];
}

/** Copies the video alone into the MPEG transport stream `copy`, where the times of its parts follow one another. */
export function oneClockArgs(plan: ImagePlan, copy: string, { input }: Files): string[] {
  return [
    ...[...quietArgs(), '-fflags', '+genpts', ...hardenedInput(input)],
    ...[
      '-map',
      `0:${streamSpecifier('V', plan)}`,
      '-c',
      'copy',
      '-map_metadata',
      '-1',
      '-f',
      'mpegts',
      `file:${copy}`,
    ],
  ];
}

/** Writes each frame's brightness into the file `report` (readLook.ts reads it). */
export function lookArgs(plan: ImagePlan, span: Span, report: string, { input }: Files): string[] {
  const filters = [
    // Small, since brightness is all that is asked; 8 bits, so that the figures mean the same for every source.
    'scale=160:90:flags=fast_bilinear',
    'format=yuv420p',
    'signalstats',
    `metadata=mode=print:file=${report}`,
  ];
  return [
    // One chain throughout, or a picture size that changes in mid-stream starts the report anew; scale takes any size.
    ...[...quietArgs(), '-reinit_filter', '0', ...opened(plan, input, span)],
    ...['-map', `0:${streamSpecifier('V', plan)}`, '-vf', [...counted(plan, span), ...filters].join(',')],
    ...['-fps_mode', 'passthrough', '-frames:v', String(MOST_FRAMES), '-f', 'null', '-'],
  ];
}

/**
 * Takes one frame in every planned size: `offset` seconds into the span of the look that chose it, since seeking to
 * the very same place counts the very same frames.
 */
export function grabArgs(
  plan: ImagePlan,
  { span, offset }: { span: Span; offset: number },
  images: PlannedImage[],
  { input }: Files,
): string[] {
  return [
    ...[...quietArgs(), ...opened(plan, input, span)],
    ...images.flatMap(({ name, filters }) => [
      ...['-map', `0:${streamSpecifier('V', plan)}`, '-vf'],
      ...[[...counted(plan, span), from(offset), ...filters].join(','), '-frames:v', '1'],
      ...[...imageCodec(plan), ...written(name)],
    ]),
  ];
}

/** Takes the first frame at or after `seconds` as a tile of the sheet. */
export function tileArgs(plan: ImagePlan, seconds: number, name: string, { input }: Files): string[] {
  const start = Math.max(0, seconds - plan.runUpSeconds);
  const filters = [...counted(plan, { start }), from(seconds - start), ...(plan.sprite?.tile.filters ?? [])];
  return [
    ...[...quietArgs(), ...opened(plan, input, { start })],
    ...['-map', `0:${streamSpecifier('V', plan)}`, '-vf', filters.join(','), '-frames:v', '1'],
    ...['-c:v', 'png', ...written(name)],
  ];
}

/**
 * Takes all tiles in one decoding of the whole film, as files of the image2 pattern `tiles`, from 0 on: of each stretch
 * of time the frame that is shown in its middle.
 */
export function tilesArgs(plan: ImagePlan, tiles: string, { input }: Files): string[] {
  const { everySeconds = 1, tiles: count = 1, tile } = plan.sprite ?? {};
  const filters = [
    ...counted(plan, { start: 0 }),
    // The middle of the first stretch becomes zero, and each tick of the grid shows the frame that began before it.
    `setpts=PTS-${everySeconds / 2}/TB`,
    `fps=fps=1/${everySeconds}:start_time=0:round=up`,
    ...(tile?.filters ?? []),
  ];
  return [
    ...[...quietArgs(), ...opened(plan, input, { start: 0 })],
    ...['-map', `0:${streamSpecifier('V', plan)}`, '-vf', filters.join(','), '-fps_mode', 'passthrough'],
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

/** Half a millisecond early, since ffmpeg prints times rounded. */
function from(offset: number): string {
  return `select=gte(t\\,${Math.max(0, offset - 0.0005).toFixed(4)})`;
}

/** Without times there is nothing to seek by: frames get theirs from their number, and a span is cut out of those. */
function counted({ untimed, frameSeconds }: ImagePlan, span: { start: number; seconds?: number }): string[] {
  if (!untimed) return [];
  const end = span.seconds === undefined ? '' : `:end=${(span.start + span.seconds).toFixed(3)}`;
  return [
    `setpts=N*${frameSeconds}/TB`,
    `trim=start=${span.start.toFixed(3)}${end}`,
    `setpts=PTS-${span.start.toFixed(3)}/TB`,
  ];
}

function opened(
  { decoder, untimed, matrixFilter }: ImagePlan,
  input: string,
  span: { start: number; seconds?: number },
): string[] {
  if (untimed) return [...(decoder ? ['-c:v', decoder] : []), ...hardenedInput(input, { matrixFilter })];
  return [
    ...(decoder ? ['-c:v', decoder] : []),
    ...(span.seconds === undefined ? [] : ['-t', span.seconds.toFixed(3)]),
    ...hardenedInput(input, { seekSeconds: span.start, matrixFilter }),
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

/** -bitexact: no encoder's name in the file. -update: one file, its name no pattern. */
function written(name: string): string[] {
  return ['-map_metadata', '-1', '-bitexact', '-update', '1', '-f', 'image2', `file:${name}`];
}
