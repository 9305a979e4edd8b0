import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { upload } from '../support/buckets.ts';
import { makeClip } from '../support/clip.ts';
import { dataFolder, RunningStack } from '../support/runningStack.ts';
import { bareCommands, runBare } from './bare.ts';
import type { Bench } from './bench.ts';
import { printComparison } from './figures.ts';

/** Many clips of 8 s through both queues, against the same commands through `xargs -P2`. */
export async function benchBatch({ projectDir, folder, ffmpeg, clips }: Bench): Promise<void> {
  const clip = join(folder, 'batch.mp4');
  await makeClip(clip, {
    size: '1920x1080',
    rate: 30,
    seconds: 8,
    args: ['-b:v', '8M', '-vf', 'noise=alls=6:allf=t'],
  });
  const body = readFileSync(clip);
  const perClip = await bareCommands(ffmpeg, clip, folder);
  // Half the clips a turn, in the order bare, fanreel, fanreel, bare, so that a machine that slows down slows both.
  const half = Math.ceil(clips / 2);
  const commands = Array.from({ length: half }, () => perClip).flat();
  const stack = await RunningStack.start(projectDir, dataFolder(projectDir));
  const turn = async (name: string) => {
    const keys = Array.from({ length: half }, (_, index) => `${name}-${index}.mp4`);
    const begun = performance.now();
    for (const key of keys) await upload(stack.s3, key, body);
    const outputs = keys.flatMap(key =>
      ['720p', '1080p'].map(rendition => stack.complete(key, rendition, 3_600_000)),
    );
    await Promise.all(outputs);
    return (performance.now() - begun) / 1_000;
  };
  try {
    const bareFirst = await runBare(commands, folder);
    const fanreel = [await turn('first'), await turn('second')];
    printComparison(
      `${2 * half} clips of 8 s through both queues, in two halves`,
      [bareFirst, await runBare(commands, folder)],
      fanreel,
      1.1,
    );
  } finally {
    await stack.stop();
  }
}
