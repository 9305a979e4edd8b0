import { expect, it } from 'vitest';
import { runWorker, type WorkerParts } from '../../workers/entry/runWorker.ts';

const settings = {
  ...{ rendition: '720p', queueUrl: 'q', bundle: '' },
  ...{ timeoutSeconds: 0.05, maxAgeSeconds: 0, idleSeconds: 0, graceSeconds: 30 },
};

/** A worker of a queue that always has a message. */
function start(load: WorkerParts['load']) {
  const asked: string[] = [];
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: object }) => {
    const hidden = 'VisibilityTimeout' in input ? ` ${input.VisibilityTimeout}` : '';
    asked.push(name + hidden);
    return { Messages: [{ MessageId: 'a', ReceiptHandle: 'a' }] };
  };
  const running = runWorker(settings, {
    load,
    sqs: { send } as unknown as WorkerParts['sqs'],
    logger: { info() {}, warn() {}, error() {} },
    leaving: new AbortController().signal,
  });
  return { asked, running };
}

it('a worker whose work does not end in its time ends, as a function would, and leaves its message to the lease', async () => {
  const { asked, running } = start(async () => () => new Promise(() => {}));
  await expect(running).rejects.toThrow('over its 0.05 s');
  expect(asked).toEqual(['ReceiveMessageCommand 120']);
});

it('one whose handler cannot be loaded ends, takes no other message, and leaves the one it has to others', async () => {
  const { asked, running } = start(() => Promise.reject(new Error('no such variable')));
  await expect(running).rejects.toThrow('no such variable');
  expect(asked).toEqual(['ReceiveMessageCommand 120', 'ChangeMessageVisibilityCommand 30']);
});
