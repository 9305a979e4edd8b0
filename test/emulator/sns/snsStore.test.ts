import { expect, test, vi } from 'vitest';
import { SnsStore } from '../../../emulator/sns/snsStore.ts';
import { databasePath, openStore } from '../sqs/openStore.ts';

const rendition = (StringValue: string) => ({ rendition: { DataType: 'String', StringValue } });

test('a raw delivery has the body as published and its attributes; another an envelope', async () => {
  const { sqs, sns, topicArn } = stores('raw', 'wrapped');
  sns.subscribe({ topicArn, queueArn: sqs.arn('raw'), raw: true });
  sns.subscribe({ topicArn, queueArn: sqs.arn('wrapped'), raw: false });
  const attributes = rendition('720p');
  const messageId = sns.publish({ topicArn, message: '{"Records":[]}', subject: 'S', attributes });
  expect(await sqs.receive({ queue: 'raw' })).toMatchObject([{ body: '{"Records":[]}', attributes }]);
  const [wrapped] = await sqs.receive({ queue: 'wrapped' });
  expect(wrapped?.attributes).toEqual({});
  expect(JSON.parse(wrapped?.body ?? '')).toMatchObject({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: 'S',
    Message: '{"Records":[]}',
    MessageAttributes: { rendition: { Type: 'String', Value: '720p' } },
  });
});

test('a filter lets through what names this rendition or none, and subscribing again replaces it', async () => {
  const { sqs, sns, topicArn } = stores('720p', '1080p');
  for (const queue of ['720p', '1080p']) {
    const filterPolicy = { rendition: [queue, { exists: false }] };
    sns.subscribe({ topicArn, queueArn: sqs.arn(queue), raw: true, filterPolicy });
  }
  sns.publish({ topicArn, message: 'upload' });
  sns.publish({ topicArn, message: 'targeted', attributes: rendition('1080p') });
  expect([sqs.counts('720p').visible, sqs.counts('1080p').visible]).toEqual([1, 2]);
  const again = { topicArn, queueArn: sqs.arn('720p'), raw: true };
  expect(sns.subscribe(again)).toBe(sns.subscribe(again));
  expect(sns.listSubscriptions(topicArn)).toHaveLength(2);
  sns.publish({ topicArn, message: 'targeted', attributes: rendition('1080p') });
  expect(sqs.counts('720p').visible).toBe(2);
});

test('a published message is in all queues after the file is opened again', () => {
  const path = databasePath();
  const { sqs, sns, topicArn } = stores('a', 'b', path);
  for (const queue of ['a', 'b']) sns.subscribe({ topicArn, queueArn: sqs.arn(queue), raw: true });
  sns.publish({ topicArn, message: 'kept' });
  sqs.close();
  const after = openStore(path);
  expect([after.counts('a').visible, after.counts('b').visible]).toEqual([1, 1]);
});

test('more than ten attributes on a raw delivery end in the subscription DLQ, and others get theirs', async () => {
  const { sqs, sns, topicArn } = stores('raw', 'wrapped');
  sqs.createQueue('sub-dlq');
  const redrivePolicy = { deadLetterTargetArn: sqs.arn('sub-dlq') };
  sns.subscribe({ topicArn, queueArn: sqs.arn('raw'), raw: true, redrivePolicy });
  sns.subscribe({ topicArn, queueArn: sqs.arn('wrapped'), raw: false });
  const failed = vi.fn();
  sns.on('deliveryFailed', failed);
  const names = Array.from({ length: 11 }, (_, index) => `a${index}`);
  const attributes = Object.fromEntries(names.map(name => [name, { DataType: 'String', StringValue: 'x' }]));
  sns.publish({ topicArn, message: 'many', attributes });
  expect(sqs.counts('raw').visible).toBe(0);
  expect(sqs.counts('wrapped').visible).toBe(1);
  expect(await sqs.receive({ queue: 'sub-dlq' })).toMatchObject([{ body: 'many', attributes: {} }]);
  expect(failed.mock.lastCall?.[0]).toMatchObject({ queueArn: sqs.arn('raw'), deadLetterQueue: 'sub-dlq' });
});

test('a missing queue is a failed delivery and no failed publish', () => {
  const { sqs, sns, topicArn } = stores('q', 'other');
  sns.subscribe({ topicArn, queueArn: sqs.arn('gone'), raw: true });
  sns.subscribe({ topicArn, queueArn: sqs.arn('q'), raw: true });
  const failed = vi.fn();
  sns.on('deliveryFailed', failed);
  const published = vi.fn();
  sns.on('published', published);
  const messageId = sns.publish({ topicArn, message: 'x' });
  expect(failed.mock.lastCall?.[0]).toMatchObject({
    reason: 'The specified queue does not exist.',
    deadLetterQueue: null,
  });
  expect(published).toHaveBeenCalledExactlyOnceWith({ topicArn, messageId, message: 'x', attributes: {} });
  expect(sqs.counts('q').visible).toBe(1);
});

test('a missing topic, an empty message and one over 256 KiB are refused', () => {
  const { sqs, sns, topicArn } = stores('q', 'other');
  sns.subscribe({ topicArn, queueArn: sqs.arn('q'), raw: true });
  expect(() => sns.publish({ topicArn: `${topicArn}x`, message: 'x' })).toThrow('Topic does not exist');
  expect(() => sns.publish({ topicArn, message: '' })).toThrow(/Empty message/);
  expect(() => sns.publish({ topicArn, message: 'x'.repeat(262_145) })).toThrow(/Message too long/);
  sns.publish({ topicArn, message: 'x'.repeat(262_144) });
  expect(sqs.counts('q').visible).toBe(1);
});

function stores(first: string, second: string, path?: string) {
  const sqs = openStore(path);
  for (const queue of [first, second]) sqs.createQueue(queue);
  const sns = new SnsStore(sqs);
  return { sqs, sns, topicArn: sns.createTopic('uploads') };
}
