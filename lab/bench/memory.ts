import { appendFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { makeClip } from '../support/clip.ts';
import { childPids } from '../support/ending/childPids.ts';
import { dataFolder, RunningStack, runFanreel } from '../support/runningStack.ts';
import type { BenchOptions } from './benchOptions.ts';
import { functionOf } from './meter/functionOf.ts';
import { peakMb } from './meter/peakMb.ts';

const TWO_GB = 2 * 1024 ** 3;

/** Peak memory of each Node process while a 2 GB source goes through: the submitter, the runtime, the functions. */
export async function benchMemory({ projectDir, folder }: BenchOptions): Promise<void> {
  const clip = join(folder, 'big.mp4');
  await makeClip(clip, { size: '1280x720', rate: 30, seconds: 4 });
  padTo(clip, TWO_GB);
  const stack = await RunningStack.start(projectDir, dataFolder(projectDir));
  try {
    const submit = ['submit', clip, '--wait', '--endpoint', stack.endpoint];
    const child = runFanreel(projectDir, submit, ['ignore', 'ignore', 'inherit']);
    let submitter = 0;
    const sampling = setInterval(() => {
      submitter = Math.max(submitter, peakMb(child.pid));
    }, 100);
    const code = await new Promise(resolve => child.once('exit', resolve));
    clearInterval(sampling);
    console.log(
      `peak memory of Node processes, a 2 GB source (submit exited with ${code}), target under 200 MB`,
    );
    console.log(`  ${submitter.toFixed(0).padStart(4)} MB  fanreel submit`);
    console.log(`  ${peakMb(stack.pid).toFixed(0).padStart(4)} MB  fanreel up`);
    for (const pid of childPids(stack.pid))
      console.log(
        `  ${peakMb(pid).toFixed(0).padStart(4)} MB  ${functionOf(pid) ?? 'a function that ended'}`,
      );
    console.log('');
  } finally {
    await stack.stop();
  }
}

/** Makes an MP4 larger with a `free` box, which players skip; sparse, so it costs no disk. */
function padTo(path: string, bytes: number): void {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0); // a 64-bit size follows the type
  header.write('free', 4, 'latin1');
  header.writeBigUInt64BE(BigInt(bytes - statSync(path).size), 8);
  appendFileSync(path, header);
  truncateSync(path, bytes);
}
