import { expect, it } from 'vitest';
import { openCloud } from '../../lab/simulate/cloud/cloud.ts';
import { EventSource } from '../../lab/simulate/cloud/eventSource.ts';
import { atOnce, provisionedRamp, type Ramp, standardRamp, steady } from '../../lab/simulate/cloud/ramp.ts';
import { type Numbers, numbersOf } from '../../lab/simulate/constants.ts';

const SIZE = { memoryMb: 1_769, scratchMb: 512, architecture: 'x86_64' as const };
const numbers = numbersOf({ messageSeconds: 0, coldStartSeconds: 0 });

/** When each of so many messages was done with, of work that takes so long. */
function doneAt(messages: number, seconds: number, ramp: Ramp, changed: Partial<Numbers> = {}) {
  const cloud = openCloud(1, SIZE, { ...numbers, ...changed });
  const times: number[] = [];
  const source = new EventSource<number>(cloud, { ramp, warm: 0 }, (_, invocation) => {
    cloud.simulation.after(seconds, () => {
      times.push(cloud.simulation.now);
      invocation.end();
    });
  });
  for (let message = 0; message < messages; message++) source.send(message);
  cloud.simulation.run();
  return { times, bill: cloud.bill, peak: cloud.account.peak };
}

it('begins with five invocations, and adds five a second while messages are left over', () => {
  const { times } = doneAt(17, 100, standardRamp(numbers, 1_000));

  expect(times).toEqual([...Array(5).fill(100), ...Array(5).fill(101), ...Array(5).fill(102), 103, 103]);
});

it('adds by the minute where AWS is taken to do so', () => {
  const { times } = doneAt(7, 100, standardRamp(numbers, 1_000, 60));

  expect(times).toEqual([100, 100, 100, 100, 100, 160, 160]);
});

it('never runs more at once than the profile allows, or the account', () => {
  expect(doneAt(500, 100, standardRamp(numbers, 50)).peak).toBe(50);
  expect(doneAt(500, 100, steady(400), { accountConcurrency: 30 }).peak).toBe(30);
});

it('has provisioned pollers at once', () => {
  expect(atOnce(provisionedRamp(numbers, 40), 0)).toBe(400);
  expect(atOnce(provisionedRamp(numbers, 40), 60)).toBe(1_400);
  expect(atOnce(standardRamp(numbers, 1_000), 60)).toBe(305);
});

it('bills the start of an environment, which the next message finds warm', () => {
  const { times, bill } = doneAt(2, 10, steady(1), { coldStartSeconds: 3, coldStartSpread: 0 });

  expect(times).toEqual([13, 23]);
  expect(bill.functionSeconds).toBe(23);
});

it('starts no more environments than Lambda does: 1,000 at once, and 100 a second', () => {
  const { times } = doneAt(1_200, 50, steady(1_200), { accountConcurrency: 2_000 });

  expect(times.filter(time => time === 50)).toHaveLength(1_000);
  expect(times.at(-1)).toBeCloseTo(52);
});
