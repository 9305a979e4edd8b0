import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { redriveTo } from './openStore.ts';
import { serve } from './serve.ts';

test('the SDK creates, finds, changes, lists and deletes queues', async () => {
  const { endpoint, client } = await serve();
  const sqs = new SQSClient(client);
  const created = await sqs.send(
    new CreateQueueCommand({ QueueName: 'jobs', Attributes: { VisibilityTimeout: '60' } }),
  );
  const QueueUrl = created.QueueUrl;
  expect(QueueUrl).toBe(`${endpoint}/000000000000/jobs`);
  expect(await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }))).toMatchObject({ QueueUrl });
  await expect(
    sqs.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes: { VisibilityTimeout: '61' } })),
  ).rejects.toMatchObject({ name: 'QueueNameExists' });
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '0', Policy: '{}' } }),
  );
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  const all = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(all.Attributes).toMatchObject({ VisibilityTimeout: '60', ApproximateNumberOfMessages: '0' });
  expect(all.Attributes).not.toHaveProperty('Policy');
  const dead = {
    QueueUrl,
    Attributes: { RedrivePolicy: JSON.stringify(redriveTo('none', 1).RedrivePolicy) },
  };
  await expect(sqs.send(new SetQueueAttributesCommand(dead))).rejects.toThrow(
    'Dead letter target does not exist.',
  );
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'jo' }))).QueueUrls).toEqual([QueueUrl]);
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toBeUndefined();
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([]);
});

test('the SDK sends with attributes, receives what it asks for, hides, deletes and purges', async () => {
  const { client, sqs: store } = await serve();
  const sqs = new SQSClient(client);
  store.createQueue('q');
  const QueueUrl = store.url('q');
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'naïve 🎬 body',
      MessageAttributes: {
        rendition: { DataType: 'String', StringValue: '720p' },
        'trace.id': { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1' } },
    }),
  );
  const ask = { QueueUrl, MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['trace.*'] };
  const [message] = (await sqs.send(new ReceiveMessageCommand(ask))).Messages ?? [];
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: 'naïve 🎬 body',
    Attributes: { ApproximateReceiveCount: '1', AWSTraceHeader: 'Root=1', SenderId: '000000000000' },
    MessageAttributes: { 'trace.id': { DataType: 'Binary' } },
  });
  expect(message?.MessageAttributes?.['trace.id']?.BinaryValue).toEqual(Uint8Array.of(0, 255));
  expect(message?.MessageAttributes).not.toHaveProperty('rendition');
  const ReceiptHandle = message?.ReceiptHandle;
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  const [again] = (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
  await expect(
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
  ).rejects.toThrow(/not available for visibility timeout change/);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
  expect(store.counts('q').inFlight).toBe(0);
  store.send({ queue: 'q', body: 'x' });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(store.counts('q').visible).toBe(0);
});

test('a batch answers each entry for itself, and a wrong batch as a whole', async () => {
  const { client, sqs: store } = await serve();
  const sqs = new SQSClient(client);
  store.createQueue('q');
  const QueueUrl = store.url('q');
  const send = (Entries: { Id: string; MessageBody: string; DelaySeconds?: number }[]) =>
    sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const sent = await send([
    { Id: 'a', MessageBody: 'one' },
    { Id: 'b', MessageBody: 'late', DelaySeconds: 901 },
    { Id: 'c', MessageBody: 'two' },
  ]);
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(sent.Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' }]);
  await expect(send([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
  const twice = [1, 2].map(() => ({ Id: 'a', MessageBody: 'x' }));
  await expect(send(twice)).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
  const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, MessageBody: 'x' }));
  await expect(send(eleven)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });

  const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const held = (received.Messages ?? []).map(({ ReceiptHandle }, index) => ({
    Id: `${index}`,
    ReceiptHandle,
  }));
  const hidden = held.map(entry => ({ ...entry, VisibilityTimeout: 900 }));
  const changed = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: hidden }));
  expect(changed.Successful).toHaveLength(2);
  const Entries = [...held, { Id: 'x', ReceiptHandle: 'made-up' }];
  const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(deleted.Successful).toHaveLength(2);
  expect(deleted.Failed).toMatchObject([{ Id: 'x', Code: 'ReceiptHandleIsInvalid' }]);
});

test('the SDK redrives a DLQ and sees the task through', async () => {
  const { client, sqs: store } = await serve();
  const sqs = new SQSClient(client);
  store.createQueue('dlq');
  store.createQueue('q', redriveTo('dlq', 1));
  store.send({ queue: 'q', body: 'x' });
  await store.receive({ queue: 'q', visibilityTimeout: 0 });
  await store.receive({ queue: 'q' });
  const sources = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: store.url('dlq') }));
  expect(sources.queueUrls).toEqual([store.url('q')]);
  const SourceArn = store.arn('dlq');
  const { TaskHandle } = await sqs.send(
    new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: 500 }),
  );
  await vi.waitUntil(() => store.counts('q').visible === 1);
  await vi.waitUntil(() => store.moves.list('dlq')[0]?.status === 'COMPLETED');
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
  expect(Results).toMatchObject([
    {
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 1,
      ApproximateNumberOfMessagesToMove: 1,
      SourceArn,
    },
  ]);
  expect(Results?.[0]?.TaskHandle).toBeUndefined();
  await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
    name: 'UnsupportedOperation',
  });
  await expect(
    sqs.send(new StartMessageMoveTaskCommand({ SourceArn: store.arn('none') })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a long poll is answered when a message comes, and takes none once its client has hung up', async () => {
  const { client, sqs: store } = await serve();
  const sqs = new SQSClient(client);
  store.createQueue('q');
  const poll = (abortSignal?: AbortSignal) =>
    sqs.send(new ReceiveMessageCommand({ QueueUrl: store.url('q'), WaitTimeSeconds: 20 }), { abortSignal });
  const gone = new AbortController();
  const waits = vi.spyOn(store, 'receive');
  const hungUp = poll(gone.signal);
  hungUp.catch(() => {});
  await vi.waitUntil(() => waits.mock.calls.length === 1);
  gone.abort();
  await expect(hungUp).rejects.toThrow();
  expect(await waits.mock.results[0]?.value).toEqual([]);
  const polling = poll();
  await vi.waitUntil(() => waits.mock.calls.length === 2);
  store.send({ queue: 'q', body: 'now' });
  expect((await polling).Messages).toMatchObject([{ Body: 'now' }]);
});

test('an error has its AWS JSON shape, its Query code in a header, and the words of a parameter that is wrong', async () => {
  const { endpoint, client } = await serve();
  const sqs = new SQSClient(client);
  await expect(
    sqs.send(new SendMessageCommand({ QueueUrl: `${endpoint}/000000000000/none`, MessageBody: 'x' })),
  ).rejects.toMatchObject({ name: 'QueueDoesNotExist', message: 'The specified queue does not exist.' });
  const post = (action: string, body: string) =>
    fetch(endpoint, { method: 'POST', body, headers: { 'x-amz-target': `AmazonSQS.${action}` } });
  const missing = await post('SendMessage', '{"QueueUrl":"q"}');
  expect(missing.status).toBe(400);
  expect(missing.headers.get('x-amzn-query-error')).toBe('MissingParameter;Sender');
  expect(await missing.json()).toEqual({
    __type: 'com.amazon.coral.service#MissingParameterException',
    message: 'The request must contain the parameter MessageBody.',
  });
  expect((await post('SendMessage', 'no json')).headers.get('x-amzn-query-error')).toMatch(/^Serialization/);
  expect((await post('AddPermission', '{}')).headers.get('x-amzn-query-error')).toMatch(/^InvalidAction/);
});
