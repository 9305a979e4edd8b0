import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { type HardenedInputOptions, hardenedInput } from '../hardenedInput.ts';
import { intoChannels } from '../intoChannels.ts';
import type { Plan } from '../plan.ts';
import { quietArgs } from '../quietArgs.ts';
import { streamSpecifier } from '../streamId.ts';

const SETTLED = 'sound.nut';

/** Bytes of a sample, and room for the file's own words on each packet. */
const SAMPLE_BYTES = 2;
const OVERHEAD = 1.25;
const SPARE_BYTES = 16 * 1024 * 1024;

/**
 * Brings sound that changes its channels or its rate on the way into the one form that the plan asks for, uncompressed
 * and with its times; `seconds` is its length. ffmpeg builds the filters anew at each change; the ones that put sound in its place know nothing of
 * what came before, and so must not meet one. Returns the file's path.
 */
export async function settleSound(
  audio: NonNullable<Plan['audio']>,
  seconds: number,
  opened: HardenedInputOptions,
  bench: Bench,
): Promise<string> {
  const { channels, sampleRateHz, decoder } = audio;
  const path = join(bench.folder, SETTLED);
  const filters = [`aresample=${sampleRateHz}:rematrix_maxval=1`, intoChannels(channels)];
  await bench.run(
    [
      ...[...quietArgs(), '-max_error_rate', '1', ...(decoder ? ['-c:a', decoder] : [])],
      ...hardenedInput(bench.input, opened),
      ...['-map', `0:${streamSpecifier('a', audio)}`, '-af', filters.join(','), '-c:a', 'pcm_s16le'],
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
