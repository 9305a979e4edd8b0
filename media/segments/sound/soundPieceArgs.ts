import { soundDecoderArgs } from '../../ffmpeg/decode/soundDecoderArgs.ts';
import { audioEncoderArgs } from '../../ffmpeg/encode/audioArgs.ts';
import { intoChannels } from '../../ffmpeg/filters/intoChannels.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { soundReport } from '../../ffmpeg/measureArgs.ts';
import { progressArgs } from '../../ffmpeg/progressArgs.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { Plan } from '../../plan/plan.ts';
import type { SoundCut } from './soundCut.ts';
import type { SoundStretch } from './soundStretch.ts';

/**
 * The encoder's other search, `fast`: what it decides on follows from the last few seconds, where its usual one, `twoloop`, takes
 * longer than a piece has ahead. To sound as good it needs a quarter more of bits (docs/measurements.md, "Sound in pieces").
 */
const CODER = ['-aac_coder', 'fast'];
export const MORE_BITS = 1.25;

/** ffmpeg's arguments for a piece of a sound that is planned with more bits, with what is encoded ahead of it, from an excerpt that has nothing but its packets. */
export function soundPieceArgs(
  audio: NonNullable<Plan['audio']>,
  { rate }: Pick<SoundCut, 'rate'>,
  stretch: SoundStretch,
  files: { input: string; output: string },
): string[] {
  const { taken, delay, encoded } = stretch;
  const filters = [
    `atrim=start_sample=${taken.from}:end_sample=${taken.to}`,
    'asetpts=round(N/SR/TB)',
    // rematrix_maxval: mixing six channels into two must not clip.
    `aresample=${rate}:rematrix_maxval=1`,
    intoChannels(audio.channels),
    ...(delay > 0 ? [`adelay=${delay}S:all=1`] : []),
    `atrim=start_sample=${encoded.from}:end_sample=${encoded.to}`,
    'asetpts=round(N/SR/TB)',
  ];
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...progressArgs(), ...soundDecoderArgs(audio)],
    ...hardenedInput(files.input),
    ...['-map', '0:a:0', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-af', filters.join(','), ...audioEncoderArgs(audio), ...CODER],
    ...['-f', 'mp4', `file:${files.output}`],
    ...soundReport('0:a:0'),
  ];
}

/** The plan of a film whose sound is made in pieces: what that needs of bits. */
export function withMoreBits(plan: Plan): Plan {
  const { audio } = plan;
  return {
    ...plan,
    audio: audio && { ...audio, bitrateKbps: Math.round(audio.bitrateKbps * MORE_BITS) },
  };
}
