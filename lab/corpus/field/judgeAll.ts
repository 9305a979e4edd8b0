import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { FieldResult, FieldVerdict } from './fieldResult.ts';
import type { Workplace } from './judgeFile.ts';

/** For all that is done with one file; every ffmpeg has a shorter one of its own. */
const DEADLINE_MS = 600_000;

const WORKER = join(import.meta.dirname, 'fieldWorker.ts');

/**
 * Judges files, so many at a time, each in a process that may die of it; `onResult` hears of each as it is done.
 * Nothing of a file, not even an endless loop, keeps the others from their turn.
 */
export async function judgeAll(
  paths: string[],
  jobs: number,
  workplace: Workplace,
  onResult: (result: FieldResult) => void,
): Promise<void> {
  const waiting = [...paths];
  const work = async () => {
    let worker: ChildProcess | null = null;
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      worker ??= fork(WORKER, [JSON.stringify(workplace)]);
      const result = await answerOf(worker, path);
      if ('got' in result) {
        worker.kill('SIGKILL');
        worker = null;
        onResult(lostResult(path, result));
      } else {
        onResult(result);
      }
    }
    worker?.disconnect();
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

async function answerOf(worker: ChildProcess, path: string): Promise<FieldResult | FieldVerdict> {
  const stop = new AbortController();
  const { signal } = stop;
  try {
    const answer = once(worker, 'message', { signal }).then(([result]) => result as FieldResult);
    const end = once(worker, 'exit', { signal }).then(
      ([code, by]): FieldVerdict => ({ got: 'crash', message: `The process ended with ${by ?? code}.` }),
    );
    const late = after(DEADLINE_MS, null, { signal }).then(
      (): FieldVerdict => ({ got: 'hung', message: `Nothing came of it in ${DEADLINE_MS / 1000} s.` }),
    );
    for (const one of [answer, end, late]) one.catch(() => {});
    worker.send(path);
    return await Promise.race([answer, end, late]);
  } finally {
    stop.abort();
  }
}

function lostResult(path: string, verdict: FieldVerdict): FieldResult {
  const source = { seconds: null, frames: 0, size: '', soundSeconds: null, errors: 0, firstError: '' };
  return {
    ...{ path, sizeBytes: 0, container: null, codecs: '', video: verdict, images: verdict, source },
    ...{ output: null, complaints: [verdict.message], psnr: null, suspect: true, tookSeconds: 0 },
  };
}
