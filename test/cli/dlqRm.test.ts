import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeRequest } from '../../contract/messages/request.ts';
import { openStillStack, type StillStack } from './stillStack.ts';

let stack: StillStack;
let sqs: SQSClient;

beforeEach(async () => {
  stack = await openStillStack();
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  sqs = new SQSClient({ endpoint: stack.endpoint, region: 'us-east-1', credentials });
});

afterEach(async () => {
  sqs.destroy();
  await stack.close();
});

/** Puts a letter into a rendition's DLQ; returns its id. */
async function letter(rendition: string, MessageBody: string): Promise<string> {
  const QueueName = `fanreel-${rendition}-dlq`;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { MessageId = '' } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  return MessageId;
}

/** A job that failed for good, with its letter. */
async function dead(key: string, code: string, kind = 'input'): Promise<string> {
  await stack.put(key);
  const id = await letter('720p', writeRequest({ source: { bucket: 'fanreel-input', key } }));
  const attempts = [
    { number: 1, messageId: id, startedAt: '2026-11-26T12:00:00.000Z', usd: 0.001, endedAt: 'x' },
  ];
  const failure = { class: kind, code, message: 'It is no video.' };
  return await stack.job(key, '720p', { state: 'failed', failure, attempts, message: { id } });
}

const lettersLeft = async () =>
  (await stack.services.sqs.receive({ queue: 'fanreel-720p-dlq', max: 10, waitSeconds: 0 })).length;

describe('fanreel dlq rm', () => {
  it('drops what is dead with its letters, and those that nobody can read, once somebody has agreed', async () => {
    const jobs = [await dead('a.mp4', 'no-video'), await dead('b.mp4', 'truncated')];
    await letter('720p', 'not JSON');
    const question = 'Drop 2 dead jobs for good, and delete all that is in the DLQs of 720p (3)?';
    const unasked = await stack.run('dlq', 'rm', '720p');
    expect([unasked.code, unasked.stderr]).toEqual([
      2,
      `${question} Without a terminal nobody can answer: say --yes to agree.\n`,
    ]);
    const seen = await stack.seen(['dlq', 'rm', '720p', '--reason', 'junk'], {
      columns: 120,
      answer: { to: question, by: 'y' },
    });
    expect(seen.text).toMatch(
      /Dropped 2 dead jobs of 720p on which 0\.00200 USD had been spent, and deleted 3 letters, 1 of them of no dead job\.\n$/,
    );
    expect(seen.code).toBe(0);
    expect(await lettersLeft()).toBe(0);
    for (const jobId of jobs) {
      const dropped = { was: 'failed', reason: 'junk' };
      expect(await stack.item(jobId)).toMatchObject({
        state: 'dropped',
        dropped,
        failure: { class: 'input' },
      });
    }
    expect(stack.told.map(({ state, source }) => [state, source?.key]).sort()).toEqual([
      ['dropped', 'a.mp4'],
      ['dropped', 'b.mp4'],
    ]);
    const [listed, again] = await Promise.all([stack.run('dlq'), stack.run('dlq', 'rm')]);
    expect([listed.stdout, again.stdout, again.code]).toEqual([
      'Nothing is dead.\n',
      'Nothing is dead.\n',
      0,
    ]);
  });

  it('drops a choice only, by flags on either side of its name, and shows the others again', async () => {
    await dead('in/a.mp4', 'no-video');
    const other = await dead('b.mp4', 'timeout', 'transient');
    const dry = await stack.run('dlq', '--code', 'no-video', 'rm', '--dry-run');
    expect(dry.stdout).toBe(
      'Would drop 1 dead job of 720p on which 0.00100 USD had been spent, and delete 1 letter.\n',
    );
    const { code, stdout } = await stack.run('dlq', 'rm', '--key', 'in/*', '--yes', '--json');
    const none = { rendition: '1080p', jobs: 0, letters: 0, strangers: 0, usd: 0 };
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      [{ ...none, rendition: '720p', jobs: 1, letters: 1, usd: 0.001 }, none],
    ]);
    expect(await stack.item(other)).toMatchObject({ state: 'failed' });
    expect(await lettersLeft()).toBe(1);
  });

  it('drops what has no letter any more, and takes up a letter that was left when its job was dropped', async () => {
    await dead('a.mp4', 'no-video');
    stack.services.sqs.purge('fanreel-720p-dlq');
    const first = await stack.run('dlq', 'rm', '--class', 'input', '--yes');
    expect(first.stdout).toMatch(/^Dropped 1 dead job of 720p/);
    await letter('720p', writeRequest({ source: { bucket: 'fanreel-input', key: 'a.mp4' } }));
    const second = await stack.run('dlq', 'rm', '--class', 'input', '--yes');
    expect(second.stdout).toBe('Deleted 1 letter of no dead job from the DLQ of 720p.\n');
  });

  it.each([
    [['dlq', 'rm', '144p'], /^There is no rendition "144p"; this stack has: 720p, 1080p\.$/],
    [['dlq', 'rm', '--class', 'odd'], /Allowed choices are transient, input, preset/],
    [['dlq', 'rm', '--key', ''], /^--key is empty; give it a value\.$/],
  ])('refuses %j in one line', async (args, line) => {
    const { code, stdout, stderr } = await stack.run(...args);
    expect(stderr.trimEnd()).toMatch(line);
    expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
  });
});
