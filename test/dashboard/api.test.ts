import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Api, type Call } from '../../dashboard/server/api.ts';
import { route } from '../../dashboard/server/routes/route.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const called = (method: string): Call => ({
  ...{ method, path: '/api/x', url: '/api/x', caller: { user: null } },
  body: async () => ({}),
});

it('has a look that takes long under way once, and its answer good for a moment after it', async () => {
  const look = Promise.withResolvers<number>();
  const run = vi.fn(() => look.promise);
  const given = z.object({});
  const api = new Api(
    [route({ method: 'GET', path: '/api/x', says: 'x', given, answer: z.number(), run })],
    String,
  );
  const first = api.answer(called('GET'));
  vi.advanceTimersByTime(60_000);
  const second = api.answer(called('HEAD'));
  look.resolve(1);
  expect(await Promise.all([first, second])).toEqual(Array(2).fill({ status: 200, body: 1 }));
  vi.advanceTimersByTime(1_000);
  await api.answer(called('GET'));
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(3_000);
  await api.answer(called('GET'));
  expect(run).toHaveBeenCalledTimes(2);
});
