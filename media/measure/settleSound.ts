import { join } from 'node:path';
import { soundDecoderArgs } from '../ffmpeg/decode/soundDecoderArgs.ts';
import { intoChannels } from '../ffmpeg/filters/intoChannels.ts';
import { type HardenedInputOptions, hardenedInput } from '../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../ffmpeg/quietArgs.ts';
import type { Plan } from '../plan/plan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import type { Bench } from '../run/bench.ts';

const SETTLED = 'sound.nut';

/** Bytes of a sample, and room for the file's own words on each packet. */
const SAMPLE_BYTES = 2;
const OVERHEAD = 1.25;
const SPARE_BYTES = 16 * 1024 * 1024;

/**
 * Brings sound that changes its channels or its rate on the way, or whose sides lie in two tracks, into the one form
 * that the plan asks for, uncompressed and with its times; `seconds` is its length. ffmpeg builds the filters anew at
 * each change; the ones that put sound in its place know nothing of what came before, and so must not meet one. Returns
 * the file's path.
 */
export async function settleSound(
  audio: NonNullable<Plan['audio']>,
  seconds: number,
  opened: HardenedInputOptions,
  bench: Bench,
): Promise<string> {
  const { channels, sampleRateHz } = audio;
  const path = join(bench.folder, SETTLED);
  await bench.run(
    [
      ...[...quietArgs(), '-max_error_rate', '1', ...soundDecoderArgs(audio)],
      ...hardenedInput(bench.input, opened),
      ...soundArgs(audio),
      ...['-c:a', 'pcm_s16le'],
      ...[
        '-ac',
        String(channels),
        '-ar',
        String(sampleRateHz),
        '-map_metadata',
        '-1',
        '-f',
        'nut',
        `file:${path}`,
      ],
    ],
    { fileBytes: Math.ceil(seconds * channels * sampleRateHz * SAMPLE_BYTES * OVERHEAD) + SPARE_BYTES },
  );
  return path;
}

function soundArgs({ right, ...left }: NonNullable<Plan['audio']>): string[] {
  const rated = `aresample=${left.sampleRateHz}:rematrix_maxval=1`;
  const name = `0:${streamSpecifier('a', left)}`;
  if (!right) return ['-map', name, '-af', [rated, intoChannels(left.channels)].join(',')];
  // By number, since a channel that is called left would be mixed as half of a stereo one. What the right side lacks
  // at its end is silence; the sound is as long as its left side.
  const side = `${rated},pan=mono|c0=c0`;
  const joined = ['join=inputs=2:channel_layout=stereo:map=0.0-FL|1.0-FR', intoChannels(left.channels)];
  const graph = [
    `[${name}]${side}[left]`,
    `[0:${streamSpecifier('a', right)}]${side},apad[right]`,
    `[left][right]${joined.join(',')}[sound]`,
  ];
  return ['-filter_complex', graph.join(';'), '-map', '[sound]'];
}
