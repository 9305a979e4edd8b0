import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { watchProcessor } from '../../../../media/probe/analysis/watchProcessor.ts';

test('a thread that spins is ended when it has had its processor time', async () => {
  const worker = new Worker('for (;;);', { eval: true });

  const watch = watchProcessor(worker, () => 0.2);
  await once(worker, 'exit');

  watch.end();
});

test('a thread that waits is left alone, and so is one that is no longer watched', async () => {
  const waiting = new Worker('require("node:worker_threads").parentPort.on("message", () => {});', {
    eval: true,
  });
  const spinning = new Worker('for (;;);', { eval: true });
  const [watch, ended] = [watchProcessor(waiting, () => 1), watchProcessor(spinning, () => 0.1)];
  ended.end();

  await once(spinning, 'online');
  while (secondsOf(await spinning.cpuUsage()) < 0.5);

  expect(await waiting.cpuUsage()).toBeDefined();
  watch.end();
  await Promise.all([waiting.terminate(), spinning.terminate()]);
});

function secondsOf({ user }: NodeJS.CpuUsage): number {
  return user / 1e6;
}
