import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { upload } from '../support/buckets.ts';
import { makeClip } from '../support/clip.ts';
import { dataFolder, RunningStack } from '../support/runningStack.ts';
import { bareCommands, runBare } from './bare.ts';
import type { Bench } from './bench.ts';
import { printComparison } from './figures.ts';

/** PUT to both outputs visible, of one 30 s 1080p clip at 8 Mb/s. */
export async function benchSingle({ projectDir, folder, ffmpeg, rounds }: Bench): Promise<void> {
  const clip = join(folder, 'single.mp4');
  await makeClip(clip, {
    size: '1920x1080',
    rate: 30,
    seconds: 30,
    args: ['-b:v', '8M', '-vf', 'noise=alls=6:allf=t'],
  });
  const body = readFileSync(clip);
  const commands = await bareCommands(ffmpeg, clip, folder);
  const stack = await RunningStack.start(projectDir, dataFolder(projectDir));
  const bare: number[] = [];
  const fanreel: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await runBare(commands, folder));
      const key = `single-${round}.mp4`;
      const begun = performance.now();
      await upload(stack.s3, key, body);
      await Promise.all(['720p', '1080p'].map(rendition => stack.complete(key, rendition)));
      fanreel.push((performance.now() - begun) / 1_000);
    }
  } finally {
    await stack.stop();
  }
  printComparison('one 30 s 1080p clip, PUT to both outputs visible', bare, fanreel, 1.1);
}
