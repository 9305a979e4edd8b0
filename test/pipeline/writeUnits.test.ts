import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { NOTED_OF_ITS_SOURCE } from '../../pipeline/attempt/requestsAround.ts';
import { handleMessage } from '../../pipeline/handleMessage.ts';
import production from '../../profiles/production.ts';
import { announced, KEY } from './support/announced.ts';
import { type Bench, openBench, received } from './support/bench.ts';

/**
 * Beats of a 60 s encode under the production profile: one as it is decided, one before it publishes, and all reports that
 * so long a time has room for. Each puts off the one that would be due without it.
 */
const MOST_BEATS = 2 + 60 / production.progressSeconds;

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench?.close());

interface Write {
  /** Which kind of item. */
  of: string;
  units: number;
}

/** Notes what DynamoDB tells of each write: of an item, and of its entries in the indexes. */
function recordWrites(): Write[] {
  const writes: Write[] = [];
  bench.clients.dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async args => {
        const { Item, Key } = args.input as { Item?: { jobId: string }; Key?: { jobId: string } };
        const of = (Item ?? Key)?.jobId.split('/').slice(0, -1).join() || 'job';
        // A condition that does not hold costs a unit, too.
        const told = { of, units: 1 };
        if (/^(Put|Update)/.test(commandName ?? '')) writes.push(told);
        const result = await next(args);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        told.units = ConsumedCapacity?.CapacityUnits ?? told.units;
        return result;
      },
    { step: 'initialize', name: 'recordWrites' },
  );
  return writes;
}

it('a 60 s encode costs at most 60 write units of the ledger, and few of them in its indexes', async () => {
  const clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
  await bench.put(KEY, clip);
  const writes = recordWrites();
  const { outcomes } = await handleMessage(
    { ...received(KEY), message: announced(clip.length) },
    bench.worker(),
  );
  expect(outcomes).toMatchObject([{ result: 'complete' }]);

  const byKind = Map.groupBy(writes, ({ of }) => of);
  const units = (of: string) => (byKind.get(of) ?? []).reduce((sum, write) => sum + write.units, 0);
  const told = [...byKind]
    .map(([of, { length }]) => `${of}: ${length} writes, ${units(of)} units`)
    .join('; ');
  const noted = NOTED_OF_ITS_SOURCE.writeUnits ?? 0;
  const total = units('job') + units('plan') + MOST_BEATS + noted;
  console.log(
    `${told}; of a 60 s encode ${MOST_BEATS} beats, and ${total} units in all, ${noted} of them for its source.`,
  );

  // Taken, ended, and its end told.
  expect(byKind.get('job')).toHaveLength(3);
  expect(byKind.get('plan')).toHaveLength(1);
  const beats = byKind.get('beat') ?? [];
  expect(beats.length).toBeGreaterThanOrEqual(2);
  expect(beats.every(write => write.units === 1)).toBe(true);
  expect([...byKind.keys()].sort()).toEqual(['beat', 'job', 'plan']);
  expect(total).toBeLessThanOrEqual(60);
});
