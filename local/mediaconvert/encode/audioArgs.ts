import type { AudioSelector, InputSettings } from '../settings/inputSettings.ts';
import type { AudioDescription } from '../settings/outputGroup.ts';
import { audioSelectorOf } from '../settings/outputGroup.ts';

const CHANNELS = { CODING_MODE_1_0: 1, CODING_MODE_2_0: 2, CODING_MODE_5_1: 6 } as const;

const LAYOUTS = { CODING_MODE_1_0: 'mono', CODING_MODE_2_0: 'stereo', CODING_MODE_5_1: '5.1' } as const;

/** Bit/s; what ffmpeg and the service both call usual for stereo AAC-LC. */
const DEFAULT_BITRATE = 128_000;

/** Maps and encodes every audio description; the input must have audio. */
export function audioArgs(input: InputSettings, descriptions: AudioDescription[]): string[] {
  return descriptions.flatMap((description, index) => [
    ...['-map', streamOf(audioSelectorOf(input, description))],
    ...aacArgs(description, index),
    // Holes and a late start become silence, so that sound stays with its picture; a mix-down must not clip.
    ...[`-filter:a:${index}`, 'aresample=async=1:first_pts=0:rematrix_maxval=1'],
  ]);
}

/** Encodes the output's nth track of sound. */
export function aacArgs(description: AudioDescription, index: number): string[] {
  const { bitrate = DEFAULT_BITRATE, sampleRate, codingMode } = description.codecSettings.aacSettings;
  return [
    ...[`-c:a:${index}`, 'aac', `-b:a:${index}`, `${bitrate}`],
    ...[`-ar:a:${index}`, `${sampleRate}`, `-ac:a:${index}`, `${CHANNELS[codingMode]}`],
  ];
}

/** By ffmpeg's name of the layout. */
export function channelsOf({ codecSettings }: AudioDescription): string {
  return LAYOUTS[codecSettings.aacSettings.codingMode];
}

/** Both the service's counts begin at 1, ffmpeg's at 0. Without either, the service takes the first audio track. */
export function streamOf(selector: AudioSelector | undefined): string {
  const [track] = selector?.tracks ?? [];
  const [stream] = selector?.streams ?? [];
  if (stream !== undefined) return `0:${stream - 1}`;
  return `0:a:${(track ?? 1) - 1}`;
}
