import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readScores } from '../../../../media/verify/quality/readScores.ts';

const SSIM = ['n:1 Y:0.9 U:0.9 V:0.9 All:0.900000 (10.0)', 'n:2 Y:1.0 U:1.0 V:1.0 All:1.000000 (inf)'];
const VMAF = ['Frame,integer_adm2,integer_motion2,vmaf,', '0,0.98,0.00,80.5,', '1,0.99,1.20,90.5,'];

async function scoresIn(lines: string[], metric: 'ssim' | 'vmaf') {
  const path = join(await mkdtemp(join(tmpdir(), 'fanreel-scores-')), 'report.txt');
  await writeFile(path, `${lines.join('\n')}\n`);
  return readScores(path, metric);
}

test('mean and worst of all frames are taken from either report', async () => {
  expect(await scoresIn(SSIM, 'ssim')).toEqual({ mean: 0.95, worst: 0.9, frames: 2 });
  expect(await scoresIn(VMAF, 'vmaf')).toEqual({ mean: 85.5, worst: 80.5, frames: 2 });
});

test('a report without a frame is a failure, not a pass', async () => {
  await expect(scoresIn([], 'ssim')).rejects.toMatchObject({ code: 'quality-unmeasured' });
  await expect(scoresIn(VMAF.slice(0, 1), 'vmaf')).rejects.toMatchObject({ code: 'quality-unmeasured' });
});
