import { childPids } from '../../support/ending/childPids.ts';
import { functionOf } from './functionOf.ts';
import { ownSeconds, threadSeconds } from './processorTime.ts';
import type { ProgramMeter, ProgramTime } from './programMeter.ts';

/** What one job took, processor seconds. */
export interface JobTime {
  /** ffmpeg with the same arguments, from a shell, right before. */
  bare: number;
  runtime: number;
  /** Node's part of each function. */
  functions: Map<string, number>;
  /** Of all functions, by the names of their threads. */
  threads: Map<string, number>;
  programs: ProgramTime[];
}

/** What a job takes in the stack whose runtime has this process id. */
export async function timeJob(
  runtime: number,
  meter: ProgramMeter,
  make: () => Promise<void>,
): Promise<Omit<JobTime, 'bare'>> {
  meter.take();
  const before = {
    runtime: ownSeconds(runtime),
    functions: functionSeconds(runtime),
    threads: functionThreads(runtime),
  };
  await make();
  return {
    runtime: ownSeconds(runtime) - before.runtime,
    functions: since(before.functions, functionSeconds(runtime)),
    threads: since(before.threads, functionThreads(runtime)),
    programs: meter.take(),
  };
}

/** Of every function's sandboxes together, without what they started. */
function functionSeconds(runtime: number): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const pid of childPids(runtime)) {
    const name = functionOf(pid);
    if (name !== null) seconds.set(name, (seconds.get(name) ?? 0) + ownSeconds(pid));
  }
  return seconds;
}

function functionThreads(runtime: number): Map<string, number> {
  const all = new Map<string, number>();
  for (const pid of childPids(runtime)) {
    for (const [name, seconds] of threadSeconds(pid)) all.set(name, (all.get(name) ?? 0) + seconds);
  }
  return all;
}

function since(before: Map<string, number>, now: Map<string, number>): Map<string, number> {
  return new Map([...now].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));
}
