import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { CommandError } from '../../cli/terminal/commandError.ts';
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
    () => 1,
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

it('has no answer that was read before the last change for whoever asks because of it', async () => {
  let told = 1;
  const looks = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const run = vi.fn(() => looks[run.mock.calls.length - 1]?.promise);
  const [given, answer] = [z.object({}), z.string()];
  const api = new Api(
    [route({ method: 'GET', path: '/api/x', says: 'x', given, answer, run })],
    String,
    () => told,
  );
  const before = api.answer(called('GET'));
  told = 2;
  const after = api.answer(called('GET'));
  looks[1]?.resolve('complete');
  looks[0]?.resolve('running');
  expect(await before).toMatchObject({ body: 'running' });
  expect(await after).toMatchObject({ body: 'complete' });
  expect(await api.answer(called('GET'))).toMatchObject({ body: 'complete' });
  expect(run).toHaveBeenCalledTimes(2);
});

it('does nothing where a field is misspelt, missing or wrong, and says which in one line', async () => {
  const run = vi.fn();
  const given = z.object({
    stack: z.string(),
    rendition: z.string().optional(),
    count: z.number().max(9).optional(),
  });
  const api = new Api(
    [route({ method: 'POST', path: '/api/x', says: 'x', given, answer: z.unknown(), run })],
    String,
    () => 1,
  );
  const answers = [{ stack: 's', rendtion: '720p' }, {}, { stack: 's', count: 10 }, [], null].map(
    async said => (await api.answer({ ...called('POST'), body: async () => said }))?.body,
  );
  expect(await Promise.all(answers)).toEqual([
    { message: 'POST /api/x: unknown field rendtion; valid are: stack, rendition, count.' },
    { message: 'POST /api/x: stack: is missing.' },
    { message: 'POST /api/x: count: Too big: expected number to be <=9, got 10.' },
    { message: 'POST /api/x: the data: Invalid input: expected object, got [].' },
    { message: 'POST /api/x: the data: Invalid input: expected object, got null.' },
  ]);
  expect(run).not.toHaveBeenCalled();
});

it.each([
  ['that it is asked for what there is not', new CommandError(1, 'No job.'), 400],
  ['that somebody else did not answer', new CommandError(1, 'S3 is away.', new Error('503')), 502],
  ['what nobody expected', new Error('Oh.'), 502],
])('tells %s by its status', async (_, error, status) => {
  const [given, answer] = [z.object({}), z.unknown()];
  const run = () => Promise.reject(error);
  const one = route({ method: 'GET', path: '/api/x', says: 'x', given, answer, run });
  const api = new Api(
    [one],
    thrown => (thrown as Error).message,
    () => 1,
  );
  expect(await api.answer(called('GET'))).toEqual({ status, body: { message: error.message } });
});
