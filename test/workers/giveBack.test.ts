import { expect, it, vi } from 'vitest';
import { giveBack } from '../../pipeline/worker/giveBack.ts';

function workWith(secondsLeft: number | null) {
  return { secondsLeft, end: vi.fn<(reason: Error) => void>() };
}

function told(secondsLeft: number | null, graceSeconds = 0.05) {
  const leave = new AbortController();
  const work = workWith(secondsLeft);
  const stay = giveBack(work, { signal: leave.signal, graceSeconds });
  return { leave, work, stay };
}

it.each([
  ['what takes longer than the grace time', 60],
  ['what nobody knows the end of', null],
])('a worker that is told to end ends %s at once', (_, left) => {
  const { leave, work } = told(left);
  expect(work.end).not.toHaveBeenCalled();
  leave.abort();
  expect(work.end.mock.calls).toMatchObject([[{ code: 'worker-stopped' }]]);
});

it('it goes on with what fits into the grace time, and no longer than that', async () => {
  const { leave, work } = told(0.01);
  leave.abort();
  expect(work.end).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(work.end).toHaveBeenCalledOnce());
});

it('it ends nothing that was done in time', async () => {
  const { leave, work, stay } = told(0.01);
  leave.abort();
  stay();
  await new Promise(done => setTimeout(done, 80));
  expect(work.end).not.toHaveBeenCalled();
});

it('one that was told before it took the job ends it as well', () => {
  const work = workWith(60);
  giveBack(work, { signal: AbortSignal.abort(), graceSeconds: 1 });
  expect(work.end).toHaveBeenCalledOnce();
});
