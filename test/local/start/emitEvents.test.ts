import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Deployment } from '../../../contract/deployment.ts';
import { writeStatus } from '../../../contract/messages/status.ts';
import { openEmulator } from '../../../emulator/index.ts';
import { emitEvents } from '../../../local/start/emitEvents.ts';
import type { LocalEvents } from '../../../local/start/localEvents.ts';
import type { DrivenFunction } from '../../../local/template/functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-events-'));
const emulator = openEmulator(folder, 'http://127.0.0.1:4566');
const { sqs, sns } = emulator;
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:uploads';

const FAILURE = { class: 'permanent', code: 'no-video', message: 'The file holds no video.' };

it('explains a dead letter with what the notices queue told of its message, and with what lies in no other queue', async () => {
  for (const queue of ['notices', 'elsewhere', 'small-dlq']) sqs.createQueue(queue);
  const RedrivePolicy = { deadLetterTargetArn: sqs.arn('small-dlq'), maxReceiveCount: 1 };
  sqs.createQueue('small', { VisibilityTimeout: 0, RedrivePolicy });
  const events = watch();
  const reasons: (string | undefined)[] = [];
  events.on('deadLettered', ({ reason }) => reasons.push(reason));

  for (const told of ['notices', 'elsewhere']) {
    const messageId = sqs.send({ queue: 'small', body: '{}' });
    const failed = {
      id: messageId,
      rendition: 'small',
      state: 'failed',
      messageId,
      failure: FAILURE,
    } as const;
    sqs.send({ queue: told, body: writeStatus(failed) });
    await sqs.receive({ queue: 'small', waitSeconds: 0 });
    await sqs.receive({ queue: 'small', waitSeconds: 0 });
  }
  expect(reasons).toEqual([FAILURE.message, undefined]);
});

it('tells of an upload which renditions are made of it, and of a message that names one that one', () => {
  const asked: string[][] = [];
  watch().on('asked', ({ renditions }) => asked.push(renditions));
  sns.emit('published', { topicArn: UPLOADS, messageId: 'm1', message: '{}', attributes: {} });
  const attributes = { rendition: { DataType: 'String', StringValue: 'cuts' } };
  sns.emit('published', { topicArn: UPLOADS, messageId: 'm2', message: '{}', attributes });
  expect(asked).toEqual([['small'], ['cuts']]);
});

function watch(): EventEmitter<LocalEvents> {
  const events = new EventEmitter<LocalEvents>();
  const renditions = [
    { name: 'small', kind: 'video', dlqUrl: sqs.url('small-dlq') },
    { name: 'cuts', kind: 'clip', dlqUrl: sqs.url('cuts-dlq') },
  ];
  const environment = { NOTICES_QUEUE_URL: sqs.url('notices') };
  emitEvents(events, {
    deployment: { uploadsTopicArn: UPLOADS, renditions } as Deployment,
    functions: [{ config: { environment } } as unknown as DrivenFunction],
    ...{ sqs, sns },
  });
  return events;
}
