import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { walkLetters } from '../../../cli/letters/walkLetters.ts';

/** A queue that gives out these pages, and then the last one for ever. */
function queueOf(pages: string[][]): SQSClient {
  let next = 0;
  const send = async (command: unknown) => {
    if (!(command instanceof ReceiveMessageCommand)) return {};
    const page = pages[Math.min(next, pages.length - 1)] ?? [];
    next += 1;
    return { Messages: page.map(MessageId => ({ MessageId, ReceiptHandle: `${MessageId}-${next}` })) };
  };
  return { send } as never;
}

async function seenOf(pages: string[][]): Promise<string[]> {
  const seen: string[] = [];
  await walkLetters(queueOf(pages), 'dlq', async ({ MessageId = '' }) => {
    seen.push(MessageId);
    return false;
  });
  return seen;
}

it('looks at what comes after letters that came a second time', async () => {
  expect(await seenOf([['a', 'b'], ['b'], ['a'], ['c'], []])).toEqual(['a', 'b', 'c']);
});

it('ends where nothing new comes, however often the same does', async () => {
  expect(await seenOf([['a', 'b'], ['a']])).toEqual(['a', 'b']);
});
