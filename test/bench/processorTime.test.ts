import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import {
  endedChildrenSeconds,
  familySeconds,
  machineSeconds,
  ownSeconds,
  threadSeconds,
} from '../../lab/bench/meter/processorTime.ts';

/** Counts in a shell of its own, tells when that has ended, and waits. */
const GRANDCHILD = '(i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done); echo counted; read line';

async function counted(): Promise<ChildProcess> {
  const child = spawn('sh', ['-c', GRANDCHILD], { stdio: ['pipe', 'pipe', 'ignore'] });
  await once(child.stdout as NodeJS.EventEmitter, 'data');
  return child;
}

it('the time of a grandchild that has ended is in its family, and after its end in what ended', async () => {
  const [before, machineBefore] = [endedChildrenSeconds(), machineSeconds()];
  const child = await counted();
  const used = familySeconds(child.pid ?? 0);
  expect(used).toBeGreaterThan(0.05);
  expect(familySeconds(process.pid)).toBeGreaterThanOrEqual(used);
  expect(machineSeconds() - machineBefore).toBeGreaterThan(0.05);

  child.stdin?.end('\n');
  await once(child, 'close');

  expect(familySeconds(child.pid ?? 0)).toBe(0);
  expect(endedChildrenSeconds() - before).toBeGreaterThanOrEqual(used - 0.02);
});

it("a process's threads are told by their names, and come to what it took", () => {
  const threads = threadSeconds(process.pid);
  expect(threads.size).toBeGreaterThan(1);
  const all = [...threads.values()].reduce((sum, seconds) => sum + seconds, 0);
  expect(all).toBeGreaterThan(0);
  // Those that have ended are in the process's account alone, and what is less than a tick is cut off of each.
  expect(all).toBeLessThanOrEqual(ownSeconds(process.pid) + 0.05);
});
