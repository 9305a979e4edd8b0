import { availableParallelism } from 'node:os';
import type { SqsStore } from '../../emulator/index.ts';
import { containedOf } from '../fleet/contained.ts';
import { Fleet } from '../fleet/fleet.ts';
import { Cores } from '../lambda/cores.ts';
import { EventSource } from '../lambda/eventSource.ts';
import { SandboxPool } from '../lambda/sandboxPool.ts';
import type { DataFolder } from '../machine/dataFolder.ts';
import type { DrivenFunction } from '../template/functions.ts';

/** Lambda gives a whole vCPU from this size on, MB; a smaller function waits more than it works. */
const ONE_VCPU_MB = 1_769;

/** Where those renditions are made that the template has made in functions: there, or by workers, as in containers. */
export const WORKERS = ['functions', 'containers'] as const;

export type Workers = (typeof WORKERS)[number];

export interface FunctionParts {
  sqs: SqsStore;
  folder: DataFolder;
  workers: Workers;
}

/** Lets every queue drive its function, or its workers. Returns the way to stop: what runs is ended, its message stays in flight. */
export function startFunctions(functions: DrivenFunction[], parts: FunctionParts): () => Promise<void> {
  const { sqs, folder, workers } = parts;
  const all = workers === 'containers';
  const contained = functions.flatMap(one => containedOf(one, { all }));
  const fleet = new Fleet(contained, { sqs, room: coresHere(), folders: foldersOf(folder) });
  const running = fleet.run();
  const isWorkedByOthers = (queue: string) => contained.some(one => one.queue === queue);
  const driven = functions.filter(({ isDriven, source }) => isDriven && !isWorkedByOthers(source.queue));
  const stopDriven = startDriven(driven, parts);
  return async () => {
    fleet.close();
    await Promise.all([running, stopDriven()]);
  };
}

function startDriven(
  functions: DrivenFunction[],
  { sqs, folder }: Pick<FunctionParts, 'sqs' | 'folder'>,
): () => Promise<void> {
  const cores = new Cores(coresHere());
  const unlimited = new Cores(Number.POSITIVE_INFINITY);
  const folders = foldersOf(folder);
  const started = functions.map(({ config, source }) => {
    const pool = new SandboxPool(config, folders);
    const own = config.memoryMb < ONE_VCPU_MB ? unlimited : cores;
    const eventSource = new EventSource(source, { sqs, pool, cores: own });
    return { pool, eventSource, running: eventSource.run() };
  });
  return async () => {
    for (const { pool, eventSource } of started) {
      eventSource.stop();
      pool.close();
    }
    await Promise.all(started.map(({ running }) => running));
  };
}

function foldersOf(folder: DataFolder) {
  return { scratch: folder.sub('scratch'), logs: folder.sub('logs') };
}

function coresHere(): number {
  return Math.max(2, availableParallelism());
}
