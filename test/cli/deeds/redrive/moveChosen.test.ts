import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { type ChoosingOptions, moveChosen } from '../../../../cli/deeds/redrive/moveChosen.ts';
import { writeLetter } from '../../../../contract/messages/letter.ts';
import { writeRequest } from '../../../../contract/messages/request.ts';
import type { LedgerJob } from '../../../../contract/readJob.ts';
import { serve } from '../../../emulator/sqs/serve.ts';

const FAILURES = {
  'in/a.mp4': { class: 'input', code: 'no-video' },
  'in/b.mp4': { class: 'transient', code: 'timeout' },
  'c.mp4': { class: 'preset', code: 'output-mismatch' },
};

/** A dead letter each of these, and the ledger's jobs of them. */
async function deadLetters() {
  const { client: config } = await serve();
  const client = new SQSClient(config);
  const urlOf = async (QueueName: string) =>
    (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  const dlqUrl = await urlOf('work-dlq');
  const queueUrl = await urlOf('work');
  const letter = writeLetter({ id: 'l', code: 'timeout', message: 'too late' });
  const dead: LedgerJob[] = [];
  for (const [key, failure] of Object.entries(FAILURES)) {
    const attributes = { rendition: '720p', ...(failure.code === 'timeout' && letter) };
    await client.send(
      new SendMessageCommand({
        QueueUrl: dlqUrl,
        MessageBody: writeRequest({ source: { bucket: 'in', key } }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [
            name,
            { DataType: 'String', StringValue },
          ]),
        ),
      }),
    );
    const at = '2026-01-02T03:04:05.000Z';
    dead.push({
      ...{ jobId: key, source: { bucket: 'in', key, version: 'v' }, rendition: '720p', state: 'failed' },
      presetHash: 'p',
      ...{
        attempts: [{ startedAt: at, codeVersion: 'c' }],
        failure: { ...failure, message: '' },
        createdAt: at,
        updatedAt: at,
      },
    });
  }
  const rendition = {
    name: '720p',
    queueUrl,
    dlqUrl,
    dlqArn: '',
    subscriptionDlqUrl: '',
    bucket: '',
    function: '',
  };
  const move = async (options: ChoosingOptions, deployed = {}, version = 'v') => {
    const versionOf = async () => version;
    const { jobs, ...sum } = await moveChosen(
      client,
      { ...rendition, ...deployed },
      dead,
      options,
      versionOf,
    );
    expect(jobs).toHaveLength(sum.moved);
    return sum;
  };
  const inQueue = async (QueueUrl: string) => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
    return (await client.send(new ReceiveMessageCommand(asked))).Messages ?? [];
  };
  return { move, moved: () => inQueue(queueUrl), left: () => inQueue(dlqUrl) };
}

const keysOf = (messages: Message[]) =>
  messages.map(({ Body = '' }) => (JSON.parse(Body) as { source: { key: string } }).source.key).sort();

it.each<[string, ChoosingOptions, string[], { moved: number; hopeless: number }]>([
  ['without a choice', {}, ['c.mp4', 'in/b.mp4'], { moved: 2, hopeless: 1 }],
  ['of a class', { class: 'preset' }, ['c.mp4'], { moved: 1, hopeless: 0 }],
  ['with a code', { code: 'timeout' }, ['in/b.mp4'], { moved: 1, hopeless: 0 }],
  ['below a folder', { key: 'in/*' }, ['in/b.mp4'], { moved: 1, hopeless: 1 }],
  ['at any cost', { force: true }, ['c.mp4', 'in/a.mp4', 'in/b.mp4'], { moved: 3, hopeless: 0 }],
])('moves what is chosen %s, each once, and leaves the others visible', async (_, options, keys, sum) => {
  const { move, moved, left } = await deadLetters();
  expect(await move(options)).toEqual(sum);
  expect(keysOf(await moved())).toEqual(keys);
  expect(await left()).toHaveLength(3 - keys.length);
});

it.each([
  ['the preset', { presetHash: 'q', codeVersion: 'c' }, 'v'],
  ['the code', { presetHash: 'p', codeVersion: 'd' }, 'v'],
  ['the source', { presetHash: 'p', codeVersion: 'c' }, 'w'],
])("moves what was the input's fault where %s is another since", async (_, deployed, version) => {
  const { move } = await deadLetters();
  expect(await move({ dryRun: true }, deployed, version)).toEqual({ moved: 3, hopeless: 0 });
});

it("leaves what was the input's fault where all is as it was", async () => {
  const { move } = await deadLetters();
  const deployed = { presetHash: 'p', codeVersion: 'c' };
  expect(await move({ dryRun: true }, deployed)).toEqual({ moved: 2, hopeless: 1 });
});

it('sends a letter on as the message that it was, or it would fail at once', async () => {
  const { move, moved } = await deadLetters();
  await move({ code: 'timeout' });
  const [message] = await moved();
  expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(['rendition']);
});

it('only counts in a dry run', async () => {
  const { move, moved, left } = await deadLetters();
  expect(await move({ dryRun: true })).toEqual({ moved: 2, hopeless: 1 });
  expect(await moved()).toEqual([]);
  expect(await left()).toHaveLength(3);
});
