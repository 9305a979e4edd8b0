import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { upload } from '../support/buckets.ts';
import { copyProject } from '../support/project.ts';
import { dataFolder, RunningStack } from '../support/runningStack.ts';
import type { BenchOptions } from './benchOptions.ts';
import { bareCommands, runBare } from './byHand/bare.ts';
import { makeFilm } from './byHand/film.ts';
import { counted } from './meter/figures.ts';
import { type JobTime, timeJob } from './meter/jobTime.ts';
import { endedChildrenSeconds } from './meter/processorTime.ts';
import { ProgramMeter } from './meter/programMeter.ts';
import { fewerThan } from './pairs/noise.ts';
import { LAST_JOBS, printOverhead } from './printOverhead.ts';

const RENDITION = '720p';

/** What a job costs beside its encode hardly depends on its length. */
const CLIP_SECONDS = 8;

/** Ahead of those that count: sandboxes start, and code is compiled. */
const WARM_JOBS = 2;

/** For a job, even on a crowded machine, milliseconds. */
const JOB_MS = 600_000;

/** From when a job's end is told until its last requests are done, milliseconds. */
const SETTLE_MS = 500;

/** One job after the other through a running stack: what each takes beside bare ffmpeg's encode, and where. */
export async function benchOverhead({ folder, ffmpeg, jobs, deadline }: BenchOptions): Promise<string[]> {
  const project = copyProject();
  await project.changeProfile(profile => ({ ...profile, presets: [RENDITION] }));
  const film = await makeFilm(join(folder, 'short.mp4'), CLIP_SECONDS);
  const commands = await bareCommands(ffmpeg, film, folder);
  const command = commands.filter(words => words.at(-1)?.endsWith(`${RENDITION}.mp4`));
  const meter = new ProgramMeter(ffmpeg, folder);
  const stack = await RunningStack.start(project.dir, dataFolder(project.dir), [], {
    FFMPEG_BIN: meter.path,
  });
  const body = readFileSync(film);
  const make = async (job: number) => {
    const key = `short-${job}.mp4`;
    await upload(stack.s3, key, body);
    await stack.complete(key, RENDITION, JOB_MS);
    await wait(SETTLE_MS);
  };
  try {
    for (let job = 0; job < WARM_JOBS; job += 1) await make(job);
    const times: JobTime[] = [];
    while (times.length < jobs && (times.length === 0 || performance.now() < deadline)) {
      const before = endedChildrenSeconds();
      await runBare(command, folder);
      const bare = endedChildrenSeconds() - before;
      times.push({ bare, ...(await timeJob(stack.pid, meter, () => make(WARM_JOBS + times.length))) });
    }
    printOverhead(
      `${counted(times.length, 'job')} of one ${CLIP_SECONDS} s 1080p clip, ${RENDITION}, one at a time`,
      times,
    );
    return fewerThan(LAST_JOBS, times.length, 'jobs');
  } finally {
    await stack.stop();
    project.remove();
  }
}
