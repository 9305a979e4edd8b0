import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { ImagePlan } from '../plan/planImages.ts';
import type { Footage } from './footage.ts';
import { type Entry, from, micros, onTimeline, openedAt, picture } from './footageArgs.ts';
import { imageFilters, intoFormat } from './imageFilters.ts';
import { imageCodec, written } from './imageOutputArgs.ts';

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
  const filters = [from(seconds), ...told, ...tileFilters(plan)];
  return [
    ...openedAt(plan, footage, entry),
    ...['-map', picture(plan, footage), '-vf', [...onTimeline(plan, footage), ...filters].join(',')],
    ...['-frames:v', '1', '-c:v', 'png', ...written(name)],
  ];
}

/**
 * Takes all tiles in one decoding of the whole film, as files of the image2 pattern `tiles`, from 0 on: of each stretch
 * of time the frame that is shown in its middle.
 */
export function tilesArgs(plan: ImagePlan, footage: Footage, tiles: string): string[] {
  const { everySeconds = 1, tiles: count = 1 } = plan.sprite ?? {};
  const filters = [
    ...onTimeline(plan, footage),
    // The middle of the first stretch becomes zero, and each tick of the grid shows the frame that began before it.
    `setpts=PTS-${micros(everySeconds / 2 - footage.grid.pictureShift)}`,
    `fps=fps=1/${everySeconds}:start_time=0:round=up`,
    ...tileFilters(plan),
  ];
  return [
    ...openedAt(plan, footage, null),
    ...['-map', picture(plan, footage), '-vf', filters.join(','), '-fps_mode', 'passthrough'],
    ...['-frames:v', String(count), '-c:v', 'png', '-map_metadata', '-1', '-bitexact'],
    ...['-f', 'image2', '-start_number', '0', `file:${tiles}`],
  ];
}

function tileFilters({ video, sprite }: ImagePlan): string[] {
  return sprite ? imageFilters(video, sprite.tile, 'png') : [];
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
