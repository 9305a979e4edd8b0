import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MORE_BITS } from '../../../media/segments/index.ts';
import type { BenchOptions } from '../benchOptions.ts';
import { describeGrades, type Graded } from './describeGrades.ts';
import { type Coder, tryCoders } from './tryCoders.ts';

/** Of a preset's sound, for both channels together. */
const KBPS = [64, 96, 128, 192];

/**
 * How recordings sound by the encoder that pieces of sound need, beside the usual one, at its rate and at theirs.
 * @throws {TypeError} without recordings.
 */
export async function benchCoders({ folder, ffmpeg, recordings }: BenchOptions): Promise<void> {
  if (recordings === undefined) throw new TypeError('There are no recordings to hear.');
  const scratch = join(folder, 'coders');
  mkdirSync(scratch);
  for (const kbps of KBPS) {
    const coders: Coder[] = [
      { name: 'twoloop', kbps },
      { name: 'fast', kbps },
      { name: 'fast', kbps: Math.round(kbps * MORE_BITS) },
    ];
    const graded: Graded[] = [];
    for (const recording of readdirSync(recordings).sort()) {
      const grades = await tryCoders(join(recordings, recording), coders, { ffmpeg, folder: scratch });
      graded.push({ recording, grades });
    }
    console.log(`${describeGrades(coders, graded)}\n`);
  }
}
