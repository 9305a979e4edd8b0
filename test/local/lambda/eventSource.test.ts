import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { Cores } from '../../../local/lambda/cores.ts';
import { EventSource } from '../../../local/lambda/eventSource.ts';
import type { SandboxPool } from '../../../local/lambda/sandboxPool.ts';
import { openStore } from '../../emulator/sqs/openStore.ts';

const QUEUE = 'work';

/** Bodies of the batches that the function was given, and what is left in the queue after them. */
async function driven(bodies: string[], batchSize: number, answer: (event: SQSEvent) => unknown) {
  const store = openStore();
  store.createQueue(QUEUE, { VisibilityTimeout: '900' });
  for (const body of bodies) store.send({ queue: QUEUE, body });
  const batches: string[][] = [];
  let done = 0;
  const all = Promise.withResolvers<void>();
  const pool = {
    invoke: async (event: SQSEvent) => {
      batches.push(event.Records.map(({ body }) => body));
      done += event.Records.length;
      if (done >= bodies.length) all.resolve();
      return answer(event);
    },
  } as unknown as SandboxPool;
  const config = { queue: QUEUE, batchSize, maxConcurrency: 2, reportsFailures: true };
  const source = new EventSource(config, { sqs: store, pool, cores: new Cores(Number.POSITIVE_INFINITY) });
  const running = source.run();
  await all.promise;
  // What was begun ends before it stops.
  source.stop();
  await running;
  return { batches, left: store.counts(QUEUE) };
}

it('a function is given as many messages at once as it takes, and no more', async () => {
  const { batches, left } = await driven(['a', 'b', 'c', 'd', 'e'], 3, () => ({}));
  expect(batches.map(({ length }) => length)).toEqual([3, 2]);
  expect(batches.flat().toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(left).toMatchObject({ visible: 0, inFlight: 0 });
});

it('of a batch those that failed stay hidden, and the others are done', async () => {
  const { left } = await driven(['bad', 'good', 'fine'], 10, ({ Records }) => ({
    batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  }));
  expect(left).toMatchObject({ visible: 0, inFlight: 1 });
});

it('of a function that threw all stay hidden', async () => {
  const { left } = await driven(['a', 'b'], 10, () => {
    throw new Error('It is broken.');
  });
  expect(left).toMatchObject({ visible: 0, inFlight: 2 });
});
