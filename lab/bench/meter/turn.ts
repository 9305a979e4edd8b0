import { cpus, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { familySeconds, machineSeconds } from './processorTime.ts';

/** One run of one of the two that are compared. */
export interface BenchTurn {
  wallSeconds: number;
  processorSeconds: number;
  /** Cores that everybody else kept busy meanwhile, on the average. */
  othersCores: number;
  /** Cores that nobody used meanwhile, on the average. */
  idleCores: number;
  /** The machine's load of the minute before. */
  loadBefore: number;
}

/** Long enough to see what goes on beside, milliseconds. */
const LISTEN_MS = 2_000;

/** Measures a run; `processorSeconds` reads the account of those who do the work. */
export async function measureTurn(
  run: () => Promise<unknown>,
  processorSeconds: () => number,
): Promise<BenchTurn> {
  const [loadBefore = 0] = loadavg();
  const used = processorSeconds();
  const others = watchOthers();
  await run();
  return { loadBefore, processorSeconds: processorSeconds() - used, ...others() };
}

/** Cores that others keep busy while nothing of ours runs. */
export async function listenToOthers(): Promise<number> {
  const others = watchOthers();
  await wait(LISTEN_MS);
  return others().othersCores;
}

/** What the whole machine uses from now on, without this process and all that it started. */
function watchOthers(): () => Pick<BenchTurn, 'wallSeconds' | 'othersCores' | 'idleCores'> {
  const [begun, machine, ours] = [performance.now(), machineSeconds(), familySeconds(process.pid)];
  return () => {
    const wallSeconds = (performance.now() - begun) / 1_000;
    const everybody = machineSeconds() - machine;
    const others = everybody - (familySeconds(process.pid) - ours);
    return {
      wallSeconds,
      othersCores: Math.max(0, others / wallSeconds),
      idleCores: Math.max(0, cpus().length - everybody / wallSeconds),
    };
  };
}
