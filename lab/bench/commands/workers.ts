import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { JobItem } from '../../../contract/job.ts';
import { makeClip } from '../../support/clip.ts';
import { copyProject } from '../../support/project.ts';
import { dataFolder, RunningStack, readFanreel } from '../../support/runningStack.ts';
import type { BenchOptions } from '../benchOptions.ts';
import { fewerThan } from '../pairs/noise.ts';

const RENDITION = '720p';

/**
 * SQS event sources run two functions at the least. Held to one core, both together do the work of one worker; on two cores
 * each has one, and they are two.
 */
const WORKERS = [1, 2];

/** Of fewer the start and the end take most of the time. */
const MIN_FILES = 100;

/** What `fanreel results` tells of a batch, as far as it is held against a count. */
interface Results {
  renditions: number;
  states: Record<string, number>;
  elapsedSeconds: number;
  renditionsPerMinute: number;
  usd: number;
}

/** Many small files by `fanreel submit`, with one worker and with two: whether throughput scales, and the figures are right. */
export async function benchWorkers({ folder, files }: BenchOptions): Promise<string[]> {
  const batch = join(folder, 'batch');
  mkdirSync(batch);
  const clip = await makeClip(join(folder, 'small.mp4'), { size: '128x72' });
  for (let file = 0; file < files; file += 1) copyFileSync(clip, join(batch, `${file}.mp4`));
  console.log(`${files} files of a second, ${RENDITION}, by submit and results`);
  const rates: number[] = [];
  for (const workers of WORKERS) rates.push(await makeBatch(batch, workers));
  const [one = 1, two = 1] = rates;
  console.log(`  two workers made ${(two / one).toFixed(2)} times as many a minute as one`);
  return fewerThan(MIN_FILES, files, 'files');
}

/** Returns how many were made a minute, by this clock. */
async function makeBatch(folder: string, workers: number): Promise<number> {
  const project = copyProject();
  await project.changeProfile(profile => ({ ...profile, presets: [RENDITION] }));
  holdTo(workers);
  const stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  try {
    const here = ['--batch', 'small', '--endpoint', stack.endpoint];
    const begun = performance.now();
    await readFanreel(project.dir, ['submit', folder, '--wait', ...here]);
    const seconds = (performance.now() - begun) / 1_000;
    holdTo(cpus().length);
    const told = JSON.parse(await readFanreel(project.dir, ['results', ...here, '--json'])) as Results;
    const counted = { outputs: await countOutputs(stack), ...(await countLedger(stack)) };
    const rate = (counted.outputs / seconds) * 60;
    console.log(
      `  ${workers} worker${workers === 1 ? '' : 's'}: results tells ${told.states.complete} complete in ${told.elapsedSeconds.toFixed(1)} s, ${told.renditionsPerMinute.toFixed(1)} a minute, $${told.usd.toFixed(5)}; counted from outside ${counted.outputs} outputs in ${seconds.toFixed(1)} s, ${rate.toFixed(1)} a minute, $${counted.usd.toFixed(5)}`,
    );
    return rate;
  } finally {
    await stack.stop();
    project.remove();
  }
}

/** This process's cores, which what it starts has, too. */
function holdTo(cores: number): void {
  execFileSync('taskset', ['-apc', `0-${cores - 1}`, String(process.pid)], { stdio: 'ignore' });
}

async function countOutputs({ s3 }: RunningStack): Promise<number> {
  let outputs = 0;
  for await (const { KeyCount = 0 } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: `fanreel-${RENDITION}` },
  )) {
    outputs += KeyCount;
  }
  return outputs;
}

async function countLedger({ dynamo }: RunningStack): Promise<{ usd: number }> {
  let usd = 0;
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: 'fanreel-jobs' })) {
    for (const { attempts = [] } of Items as JobItem[]) for (const one of attempts) usd += one.usd ?? 0;
  }
  return { usd };
}
