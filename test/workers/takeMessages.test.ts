import { setTimeout } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { type Taking, takeMessages } from '../../workers/entry/takeMessages.ts';

/** A queue that answers each request for a message by the next of these; then with none. */
function queueOf(answers: (() => Promise<Message | undefined>)[]) {
  const asked: string[] = [];
  const sqs = {
    send: async (command: { constructor: { name: string }; input: { ReceiptHandle?: string } }) => {
      asked.push([command.constructor.name, command.input.ReceiptHandle].filter(Boolean).join(' '));
      if (command.constructor.name !== 'ReceiveMessageCommand') return {};
      const message = await answers.shift()?.();
      if (!message) await setTimeout(5);
      return { Messages: message && [message] };
    },
  };
  return { asked, sqs: sqs as unknown as Taking['sqs'] };
}

const message = (name: string) => async () => ({ MessageId: name, ReceiptHandle: name });

function take(taking: Pick<Taking, 'sqs'> & Partial<Taking>) {
  const told: string[] = [];
  const taken = takeMessages({
    ...{ queueUrl: 'q', leaving: new AbortController().signal, idleSeconds: 0.02, waitSeconds: 1 },
    maxAgeSeconds: 0,
    work: async ({ MessageId }) => {
      told.push(`work ${MessageId}`);
      return true;
    },
    giveBack: async ({ MessageId }) => void told.push(`back ${MessageId}`),
    onTrouble: error => told.push(error.message),
    ...taking,
  });
  return { told, taken };
}

it('messages are worked on one after the other, and those that are done are deleted', async () => {
  const { sqs, asked } = queueOf([message('a'), message('b')]);
  const { told, taken } = take({ sqs });
  expect(await taken).toBe('idle');
  expect(told).toEqual(['work a', 'work b']);
  expect(asked.filter(one => one.startsWith('Delete'))).toEqual([
    'DeleteMessageCommand a',
    'DeleteMessageCommand b',
  ]);
});

it('one that is not done is left as its work has left it', async () => {
  const { sqs, asked } = queueOf([message('a')]);
  await take({ sqs, work: async () => false }).taken;
  expect(asked.some(one => one.startsWith('Delete'))).toBe(false);
});

it('a worker that is told to end gives back what SQS had chosen for it by then', async () => {
  const leave = new AbortController();
  const late = async () => {
    leave.abort();
    return { MessageId: 'late', ReceiptHandle: 'late' };
  };
  const { sqs } = queueOf([late]);
  const { told, taken } = take({ sqs, leaving: leave.signal });
  expect(await taken).toBe('told to end');
  expect(told).toEqual(['back late']);
});

it('one that others had before goes to its work, which has it asked for anew before it comes to the DLQ', async () => {
  const leave = new AbortController();
  const late = async () => {
    leave.abort();
    return { MessageId: 'late', Attributes: { ApproximateReceiveCount: '2' } };
  };
  const { sqs } = queueOf([late]);
  const { told, taken } = take({ sqs, leaving: leave.signal });
  await taken;
  expect(told).toEqual(['work late']);
});

it('a worker that is told to end ends what it has, and takes no other', async () => {
  const leave = new AbortController();
  const { sqs } = queueOf([message('a'), message('b')]);
  const { told, taken } = take({
    sqs,
    leaving: leave.signal,
    work: async () => {
      leave.abort();
      return true;
    },
  });
  await taken;
  expect(told).toEqual([]);
});

it('a queue that cannot be asked is asked again', async () => {
  const { sqs } = queueOf([() => Promise.reject(new Error('no route')), message('a')]);
  const { told, taken } = take({ sqs, idleSeconds: 2 });
  await taken;
  expect(told).toEqual(['no route', 'work a']);
});

it('a worker that is too old ends what it has, and takes no other', async () => {
  const slow = async () => {
    await setTimeout(30);
    return { MessageId: 'slow', ReceiptHandle: 'slow' };
  };
  const { sqs } = queueOf([message('first'), slow, message('never')]);
  const { told, taken } = take({ sqs, maxAgeSeconds: 0.02 });
  expect(await taken).toBe('old');
  expect(told).toEqual(['work first', 'work slow']);
});
