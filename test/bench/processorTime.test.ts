import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { endedChildrenSeconds, familySeconds, machineSeconds } from '../../lab/bench/meter/processorTime.ts';

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
