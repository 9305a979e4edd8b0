import { loadPresets } from '../../../presets/index.ts';
import { sortsByTime } from '../../../presets/recordings/keyRange.ts';
import { recordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import type { ClipPreset, ImagePreset, ImageTime, VideoPreset } from '../../../presets/schema/preset.ts';
import { presetHash } from '../../../presets/schema/presetHash.ts';
import { print } from '../../terminal/print.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatSeconds } from '../../terminal/units.ts';

export interface PresetsOptions {
  json?: boolean;
}

/** `fanreel presets`: what is in presets/, as a table for each kind or as a JSON array. */
export async function presets(options: PresetsOptions): Promise<void> {
  const all = [...(await loadPresets())];
  if (options.json) {
    const list = all.map(([name, preset]) => ({ name, hash: presetHash(preset), ...preset }));
    print(JSON.stringify(list, null, 2));
    return;
  }
  const videos = all.flatMap(([name, preset]) => (preset.kind === 'video' ? [videoRow(name, preset)] : []));
  const images = all.flatMap(([name, preset]) => (preset.kind === 'image' ? [imageRow(name, preset)] : []));
  const clips = all.flatMap(([name, preset]) => (preset.kind === 'clip' ? [clipRow(name, preset)] : []));
  const tables = [
    { columns: VIDEO_COLUMNS, rows: videos },
    { columns: IMAGE_COLUMNS, rows: images },
    { columns: CLIP_COLUMNS, rows: clips },
  ].filter(({ rows }) => rows.length > 0);
  print(tables.map(({ columns, rows }) => table(columns, rows).join('\n')).join('\n\n'));
}

const VIDEO_COLUMNS: Column[] = [
  { heading: 'NAME' },
  { heading: 'LINES', align: 'right' },
  { heading: 'VIDEO', overflow: 'wrap' },
  { heading: 'SPEED' },
  { heading: 'CRF', align: 'right' },
  { heading: 'PEAK', overflow: 'wrap', least: 6 },
  { heading: 'FPS', align: 'right' },
  { heading: 'GOP' },
  { heading: 'AUDIO', overflow: 'wrap', least: 6 },
  { heading: 'FILE' },
  { heading: 'HASH', overflow: 'end', least: 6 },
];

function videoRow(name: string, preset: VideoPreset): string[] {
  const { audio } = preset;
  return [
    name,
    String(preset.height),
    `${preset.codec} ${preset.profile} ${preset.level}`,
    preset.encoderSpeed,
    String(preset.crf),
    `${preset.maxrateKbps} kbit/s`,
    String(preset.maxFps),
    `${preset.gopSeconds} s`,
    `${audio.codec} ${audio.bitrateKbps} kbit/s, ${audio.channels} ch, ${audio.sampleRateHz} Hz`,
    preset.container,
    presetHash(preset),
  ];
}

const IMAGE_COLUMNS: Column[] = [
  { heading: 'NAME' },
  { heading: 'IMAGES AT', overflow: 'wrap' },
  { heading: 'WIDTHS', overflow: 'wrap' },
  { heading: 'FORMAT' },
  { heading: 'POSTER' },
  { heading: 'SPRITE', overflow: 'wrap' },
  { heading: 'HASH', overflow: 'end', least: 6 },
];

function imageRow(name: string, preset: ImagePreset): string[] {
  return [
    name,
    preset.at.map(timeText).join(', '),
    preset.widths.join(', '),
    `${preset.format} ${preset.quality}`,
    posterText(preset),
    spriteText(preset),
    presetHash(preset),
  ];
}

const CLIP_COLUMNS: Column[] = [
  { heading: 'NAME' },
  { heading: 'LINES', align: 'right' },
  { heading: 'CUT' },
  { heading: 'LONGEST', overflow: 'wrap' },
  { heading: 'WAITS', overflow: 'wrap' },
  { heading: 'GAPS' },
  { heading: 'RECORDINGS', overflow: 'wrap' },
  { heading: 'HASH', overflow: 'end', least: 6 },
];

function clipRow(name: string, preset: ClipPreset): string[] {
  const { video, cut, longestSeconds, pendingSeconds, gaps, recordings, api } = preset;
  return [
    name,
    String(video.height),
    cut,
    formatSeconds(longestSeconds),
    formatSeconds(pendingSeconds),
    gaps.policy === 'refuse' ? 'refuse' : gaps.picture,
    recordings.by === 'key'
      ? [recordings.template].flat().map(templateText).join(', ')
      : (api?.baseUrl ?? ''),
    presetHash(preset),
  ];
}

/** Of keys that do not sort by time all that begin alike are listed for each look. */
function templateText(template: string): string {
  return sortsByTime(recordingKeys(template)) ? template : `${template} (not sorted by time)`;
}

function timeText(time: ImageTime): string {
  return 'percent' in time ? `${time.percent} %` : `${time.seconds} s`;
}

function posterText({ poster }: ImagePreset): string {
  if (typeof poster === 'boolean') return poster ? 'the first' : 'none';
  return timeText(poster);
}

function spriteText({ sprite }: ImagePreset): string {
  if (!sprite) return 'none';
  const often = sprite.count === undefined ? `every ${sprite.everySeconds} s` : `${sprite.count} in all`;
  return `${often}, ${sprite.width} wide, ${sprite.columns} a row`;
}
