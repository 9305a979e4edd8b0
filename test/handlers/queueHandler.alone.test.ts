import {
  type ChangeMessageVisibilityCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Acknowledgement, type QueueWork, queueHandler } from '../../handlers/queueHandler.ts';
import { serve } from '../emulator/sqs/serve.ts';
import { invocation, sqsEvent, sqsRecord } from './support/invocation.ts';
import { emittedIn, linesOf } from './telemetry/support/emittedMetrics.ts';

const QUEUE_URL = 'http://queue';
const FIRST = sqsRecord({ messageId: 'first', receiptHandle: 'handle-of-first' });
const SECOND = sqsRecord({ messageId: 'second', receiptHandle: 'handle-of-second' });

/** Lines of the log's errors. */
let errors: Record<string, unknown>[];

beforeEach(() => {
  errors = [];
  vi.spyOn(process.stderr, 'write').mockImplementation(line => {
    errors.push(JSON.parse(String(line)) as Record<string, unknown>);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('answers without failures, and leaves the visibility alone, when all its work is done', async () => {
  const { changes, handler } = working(async () => ({ acknowledge: true }));
  expect(await handler(sqsEvent(FIRST, SECOND), invocation())).toEqual({ batchItemFailures: [] });
  expect(changes).toEqual([]);
  expect(errors).toEqual([]);
});

it('names a message whose work threw, shows it again after the time of the function, and goes on', async () => {
  const worked: string[] = [];
  const { changes, handler } = working(
    async ({ messageId }) => {
      worked.push(messageId);
      if (messageId === 'first') throw new RangeError('The first one\nis too long.');
      return { acknowledge: true };
    },
    { retrySeconds: 30 },
  );
  expect(await handler(sqsEvent(FIRST, SECOND), invocation())).toEqual(failing('first'));
  expect(worked).toEqual(['first', 'second']);
  expect(changes).toEqual([{ QueueUrl: QUEUE_URL, ReceiptHandle: 'handle-of-first', VisibilityTimeout: 30 }]);
});

it('works on a batch side by side where it is told to, and tells in each line what it is about', async () => {
  let meet = (): void => {};
  const met = new Promise<void>(resolve => {
    meet = resolve;
  });
  const { handler } = working(
    async ({ messageId }) => {
      // The first one waits for the second, which would never come after it.
      if (messageId === 'first') await met;
      else meet();
      throw new RangeError(`The ${messageId} one is too long.`);
    },
    { sideBySide: true },
  );
  expect(await handler(sqsEvent(FIRST, SECOND), invocation())).toEqual(failing('first', 'second'));
  expect(errors).toHaveLength(2);
  for (const { noticeMessageId, message } of errors)
    expect(message).toBe(`The ${noticeMessageId} one is too long.`);
});

it('logs what was thrown with what the message is about', async () => {
  const { handler } = working(async ({ messageId }) => {
    throw new RangeError(`The ${messageId} one\nis too long.`);
  });
  await handler(sqsEvent(FIRST, SECOND), invocation('fanreel-720p'));
  expect(errors).toMatchObject(
    ['first', 'second'].map(messageId => ({
      level: 'ERROR',
      function_name: 'fanreel-720p',
      noticeMessageId: messageId,
      message: `The ${messageId} one is too long.`,
      failure: { class: 'transient', code: 'range-error' },
    })),
  );
});

it.each([
  [{ acknowledge: false, retryInSeconds: 0 }, 0],
  [{ acknowledge: false, retryInSeconds: 90 }, 90],
  [{ acknowledge: false }, undefined],
] satisfies [Acknowledgement, number | undefined][])(
  'takes the time of %o, not that of the function',
  async (verdict, seconds) => {
    const { changes, handler } = working(async () => verdict, { retrySeconds: 30 });
    expect(await handler(sqsEvent(FIRST), invocation())).toEqual(failing('first'));
    expect(changes.map(({ VisibilityTimeout }) => VisibilityTimeout)).toEqual(
      seconds === undefined ? [] : [seconds],
    );
  },
);

it('leaves a message whose work threw to its timeout in a function that has no time', async () => {
  const { changes, handler } = working(() => Promise.reject(new Error('It is broken.')));
  expect(await handler(sqsEvent(FIRST), invocation())).toEqual(failing('first'));
  expect(changes).toEqual([]);
});

it('answers all the same when SQS cannot be reached', async () => {
  const { handler } = working(async () => ({ acknowledge: false, retryInSeconds: 5 }), {
    sqs: { send: () => Promise.reject(new Error('connect ECONNREFUSED')) } as QueueWork['sqs'],
  });
  expect(await handler(sqsEvent(FIRST, SECOND), invocation())).toEqual(failing('first', 'second'));
});

it('brings back what is not done at once, and leaves the rest hidden, in a queue that hides for long', async () => {
  const { sqs: store, client, endpoint } = await serve();
  store.createQueue('work', { VisibilityTimeout: 900 });
  for (const body of ['bad', 'good', 'slow']) store.send({ queue: 'work', body });
  const sqs = new SQSClient(client);
  const queueUrl = `${endpoint}/000000000000/work`;
  const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
  const { handler } = working(
    async ({ body }) => ({ acknowledge: body === 'good', retryInSeconds: body === 'bad' ? 0 : 60 }),
    {
      sqs,
      queueUrl,
    },
  );
  const { Messages = [] } = await receive();
  await handler(sqsEvent(...Messages.map(recordOf)), invocation());
  expect((await receive()).Messages?.map(({ Body }) => Body)).toEqual(['bad']);
});

it("counts a function's first invocation, and no other", async () => {
  vi.resetModules();
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
  const fresh = await import('../../handlers/queueHandler.ts');
  const handler = fresh.queueHandler({ ...WORK, work: async () => ({ acknowledge: true }) });
  const lines = await linesOf(async () => {
    for (const record of [FIRST, SECOND]) await handler(sqsEvent(record), invocation('fanreel-notify'));
  });
  expect(emittedIn(lines)).toMatchObject([{ name: 'ColdStart' }]);
});

const WORK = {
  about: ({ messageId }: SQSRecord) => ({ noticeMessageId: messageId }),
  queueUrl: QUEUE_URL,
  sqs: { send: async () => {} } as unknown as QueueWork['sqs'],
};

/** A handler of this work, and what it asked of SQS. */
function working(work: QueueWork['work'], more: Partial<QueueWork> = {}) {
  const changes: ChangeMessageVisibilityCommand['input'][] = [];
  const send = async ({ input }: ChangeMessageVisibilityCommand) => void changes.push(input);
  const sqs = { send } as unknown as QueueWork['sqs'];
  return { changes, handler: queueHandler({ ...WORK, sqs, work, ...more }) };
}

function failing(...ids: string[]) {
  return { batchItemFailures: ids.map(itemIdentifier => ({ itemIdentifier })) };
}

function recordOf({ MessageId = '', ReceiptHandle = '', Body = '' }: Message): SQSRecord {
  return sqsRecord({ messageId: MessageId, receiptHandle: ReceiptHandle, body: Body });
}
