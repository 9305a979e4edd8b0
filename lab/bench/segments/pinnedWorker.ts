import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PlannedFilm, StagedPaths, Task, WorkerOptions } from './task.ts';

/** A worker that is held to one core, and all that it starts. */
export class PinnedWorker implements Disposable {
  readonly #process: ChildProcess;

  constructor(core: number, options: WorkerOptions) {
    const words = ['-c', String(core), process.execPath, join(import.meta.dirname, 'worker.ts')];
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.#process = spawn('taskset', [...words, JSON.stringify(options)], { stdio: [...stdio] });
  }

  async perform(task: Task): Promise<unknown> {
    this.#process.send(task);
    const [event] = await Promise.race([
      once(this.#process, 'message'),
      once(this.#process, 'exit').then(([code]) => {
        throw new Error(`A worker ended with ${code}.`);
      }),
    ]);
    return event;
  }

  [Symbol.dispose](): void {
    this.#process.kill();
  }
}

/** Makes a film in pieces with all workers at once, and has the first of them put it together. */
export async function makeInPieces(workers: PinnedWorker[], output: string): Promise<PlannedFilm> {
  const [first] = workers;
  if (!first) throw new Error('There is no worker.');
  const planned = (await first.perform({ kind: 'plan' })) as PlannedFilm;
  const { facts, pieces } = planned;
  const staged: StagedPaths = { pieces: [], sound: null };
  const queue = [...pieces.entries()][Symbol.iterator]();
  const work = async (worker: PinnedWorker) => {
    if (worker === workers.at(-1))
      staged.sound = (await worker.perform({ kind: 'sound', planned })) as string;
    for (const [index, piece] of queue) {
      staged.pieces[index] = (await worker.perform({ kind: 'piece', facts, piece })) as string;
    }
  };
  await Promise.all(workers.map(work));
  await first.perform({ kind: 'merge', planned, staged, output });
  return planned;
}
