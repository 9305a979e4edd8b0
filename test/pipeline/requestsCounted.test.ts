import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meteredStatuses } from '../../handlers/aws/messaging/meteredStatuses.ts';
import { sqsStatuses } from '../../handlers/aws/messaging/sqsStatuses.ts';
import { makeClip } from '../../lab/support/clip.ts';
import {
  AFTER_A_NOTICE,
  NOTED_OF_ITS_SOURCE,
  REQUESTS_AROUND,
  requestsAround,
} from '../../pipeline/attempt/requestsAround.ts';
import { settledLedger } from '../../pipeline/budget/settledLedger.ts';
import { handleMessage } from '../../pipeline/handleMessage.ts';
import type { Meter } from '../../pipeline/ports/meter.ts';
import type { Budget } from '../../pipeline/worker/settings.ts';
import { addRequests, NO_REQUESTS, type Requests, requestsUsd } from '../../prices/requests.ts';
import { announced, KEY } from './support/announced.ts';
import { type Bench, openBench, QUEUE, received, withPorts } from './support/bench.ts';
import { RequestCount } from './support/countRequests.ts';

/** Of what is around an attempt, what is asked by others than its function: the upload's topic, the event source, the log, its news. */
const BY_OTHERS = [AFTER_A_NOTICE, NOTED_OF_ITS_SOURCE].reduce<Requests>(addRequests, {
  ...NO_REQUESTS,
  ...{ snsPublishes: 1, sqsRequests: 2, logBytes: REQUESTS_AROUND.logBytes },
});

const count = new RequestCount();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(count.onRequest);
});

afterAll(() => bench?.close());

/** The meter, and what it was taken for. */
function watched(meter: Meter): { meter: Meter; taken: Requests[] } {
  const taken: Requests[] = [];
  const take = () => {
    taken.push(meter.take());
    return taken.at(-1) ?? NO_REQUESTS;
  };
  return { taken, meter: { add: more => meter.add(more), counted: NO_REQUESTS, take } };
}

it.each<[string, Budget]>([
  ['without a budget', {}],
  ['within a budget of the day', { perDayUsd: 1 }],
])(
  'an attempt %s is billed for the very requests that S3, SQS and DynamoDB have seen of it',
  async (_what, budget) => {
    const clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
    await bench.put(KEY, Buffer.concat([clip, Buffer.alloc(Object.keys(budget).length)]));
    const { meter, taken } = watched(bench.clients.meter);
    const statuses = meteredStatuses(sqsStatuses(bench.clients.sqs, bench.services.sqs.url(QUEUE)), meter);
    const plain = bench.worker({ ports: { meter, statuses }, settings: { progressSeconds: 300, budget } });
    const { ledger, daySums } = plain.ports;
    const isSettled = budget.perDayUsd !== undefined;
    const worker = isSettled ? withPorts(plain, { ledger: settledLedger(ledger, daySums) }) : plain;
    bench.clients.meter.take();
    count.reset();

    await handleMessage({ ...received(KEY), message: announced(clip.length) }, worker);
    const seen = count.seen;

    const [counted = NO_REQUESTS] = taken;
    const [attempt] = (await bench.job(KEY))?.attempts ?? [];
    expect(attempt?.requestsUsd).toBe(requestsUsd(addRequests(counted, requestsAround(budget))));
    // One notice told of the start while the attempt was counted, and what follows from it happens elsewhere.
    const expected = addRequests(addRequests(seen, BY_OTHERS), AFTER_A_NOTICE);
    const { logBytes: _, ...billed } = addRequests(counted, requestsAround(budget));
    expect({ ...billed, logBytes: expected.logBytes }).toEqual(expected);
  },
);
