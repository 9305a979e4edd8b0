import { availableParallelism } from 'node:os';
import type { SqsStore } from '../../emulator/index.ts';
import { Cores } from '../lambda/cores.ts';
import { EventSource } from '../lambda/eventSource.ts';
import { SandboxPool } from '../lambda/sandboxPool.ts';
import type { DataFolder } from '../machine/dataFolder.ts';
import type { DrivenFunction } from '../template/functions.ts';

/** Lambda gives a whole vCPU from this size on, MB; a smaller function waits more than it works. */
const ONE_VCPU_MB = 1_769;

/** Lets every queue drive its function. Returns the way to stop: what runs is ended, its message stays in flight. */
export function startFunctions(
  functions: DrivenFunction[],
  { sqs, folder }: { sqs: SqsStore; folder: DataFolder },
): () => Promise<void> {
  const cores = new Cores(Math.max(2, availableParallelism()));
  const unlimited = new Cores(Number.POSITIVE_INFINITY);
  const folders = { scratch: folder.sub('scratch'), logs: folder.sub('logs') };
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
