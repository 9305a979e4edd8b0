import { expect, it } from 'vitest';
import { type BatchGet, readItems } from '../../../contract/ledger/readItems.ts';

const PLACE = { table: 'jobs' };
const key = (number: number) => ({ jobId: `job${number}` });

it('asks for no more keys at a time than DynamoDB takes, and for none where there are none', async () => {
  const asked: number[] = [];
  const get: BatchGet = async ({ RequestItems }) => {
    asked.push(RequestItems.jobs?.Keys.length ?? 0);
    return { Responses: { jobs: RequestItems.jobs?.Keys.slice(0, 1) ?? [] } };
  };
  const keys = Array.from({ length: 101 }, (_, number) => key(number));
  expect([...(await readItems(get, keys, PLACE)).keys()]).toEqual(['job0', 'job100']);
  expect((await readItems(get, [], PLACE)).size).toBe(0);
  expect(asked).toEqual([100, 1]);
});

it('asks again for what an answer left out', async () => {
  const get: BatchGet = async ({ RequestItems }) => {
    const [first, ...rest] = RequestItems.jobs?.Keys ?? [];
    const left: Record<string, { Keys: typeof rest }> = rest.length > 0 ? { jobs: { Keys: rest } } : {};
    return { Responses: { jobs: first ? [first] : [] }, UnprocessedKeys: left };
  };
  const found = await readItems(get, [key(1), key(2), key(3)], { ...PLACE, consistent: true });
  expect([...found.keys()]).toEqual(['job1', 'job2', 'job3']);
});
