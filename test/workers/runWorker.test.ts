import { expect, it } from 'vitest';
import { runWorker, type WorkerParts } from '../../workers/entry/runWorker.ts';

const settings = {
  ...{ rendition: '720p', queueUrl: 'q', bundle: '' },
  ...{ timeoutSeconds: 0.05, idleSeconds: 0, graceSeconds: 30 },
};

it('a worker whose work does not end in its time ends, as a function would, and leaves its message to the lease', async () => {
  const asked: string[] = [];
  const send = async ({ constructor: { name } }: object) => {
    asked.push(name);
    return { Messages: [{ MessageId: 'a', ReceiptHandle: 'a' }] };
  };
  const running = runWorker(settings, {
    handler: () => new Promise(() => {}),
    sqs: { send } as unknown as WorkerParts['sqs'],
    logger: { info() {}, warn() {}, error() {} },
    leaving: new AbortController().signal,
  });
  await expect(running).rejects.toThrow('over its 0.05 s');
  expect(asked).toEqual(['ReceiveMessageCommand']);
});
