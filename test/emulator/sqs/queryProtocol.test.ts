import { expect, test } from 'vitest';
import { awsCliJson } from '../../fixtures/awsCli.ts';
import { serve } from './serve.ts';

test('the AWS CLI sends, receives and reads attributes in the Query protocol', async () => {
  const { endpoint, sqs } = await serve();
  sqs.createQueue('q', { VisibilityTimeout: 60 });
  const queue = sqs.url('q');
  const attributes = JSON.stringify({ rendition: { DataType: 'String', StringValue: '720p' } });
  const body = 'a <&> "b"\r\nc \u{1f3ac}';
  const sent = await awsCliJson<{ MessageId: string; MD5OfMessageAttributes: string }>(
    endpoint,
    ...[
      'sqs',
      'send-message',
      '--queue-url',
      queue,
      '--message-body',
      body,
      '--message-attributes',
      attributes,
    ],
  );
  const [read, { Messages }] = await Promise.all([
    awsCliJson<{ Attributes: Record<string, string> }>(
      endpoint,
      ...['sqs', 'get-queue-attributes', '--queue-url', queue, '--attribute-names', 'All'],
    ),
    awsCliJson<{ Messages: object[] }>(
      endpoint,
      ...['sqs', 'receive-message', '--queue-url', queue, '--attribute-names', 'All'],
      ...['--message-attribute-names', 'All', '--wait-time-seconds', '1'],
    ),
  ]);
  expect(read.Attributes).toMatchObject({ VisibilityTimeout: '60', QueueArn: sqs.arn('q') });
  expect(Messages).toMatchObject([
    {
      MessageId: sent.MessageId,
      Body: body,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1' },
      MessageAttributes: { rendition: { DataType: 'String', StringValue: '720p' } },
    },
  ]);
});

test('batches, lists and errors are spelled as on AWS', async () => {
  const { endpoint, sqs } = await serve();
  sqs.createQueue('q');
  sqs.createQueue('r');
  const post = (form: Record<string, string>) =>
    fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
  const entry = 'SendMessageBatchRequestEntry';
  const batch = await post({
    Action: 'SendMessageBatch',
    QueueUrl: sqs.url('q'),
    [`${entry}.2.Id`]: 'b',
    [`${entry}.2.MessageBody`]: 'late',
    [`${entry}.2.DelaySeconds`]: '901',
    [`${entry}.1.Id`]: 'a',
    [`${entry}.1.MessageBody`]: 'one',
    [`${entry}.1.MessageAttribute.1.Name`]: 'n',
    [`${entry}.1.MessageAttribute.1.Value.DataType`]: 'Number',
    [`${entry}.1.MessageAttribute.1.Value.StringValue`]: '1',
  });
  expect(await batch.text()).toMatch(
    /<SendMessageBatchResult><SendMessageBatchResultEntry><Id>a<\/Id>.*<BatchResultErrorEntry><Id>b<\/Id><SenderFault>true</,
  );
  expect(await sqs.receive({ queue: 'q' })).toMatchObject([
    { body: 'one', attributes: { n: { DataType: 'Number', StringValue: '1' } } },
  ]);
  expect(await (await post({ Action: 'ListQueues' })).text()).toContain(
    `<ListQueuesResult><QueueUrl>${sqs.url('q')}</QueueUrl><QueueUrl>${sqs.url('r')}</QueueUrl></ListQueuesResult>`,
  );
  const none = await post({ Action: 'GetQueueUrl', QueueName: 'none' });
  expect(none.status).toBe(400);
  expect(await none.text()).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
});

test('a form posted to the path of a queue, or in the query string of a GET, means that queue', async () => {
  const { sqs } = await serve();
  sqs.createQueue('q');
  const posted = await fetch(sqs.url('q'), {
    method: 'POST',
    body: new URLSearchParams({ Action: 'SendMessage', MessageBody: 'by path', DelaySeconds: '0' }),
  });
  expect(posted.status).toBe(200);
  const got = await fetch(`${sqs.url('q')}?Action=ReceiveMessage&VisibilityTimeout=0`);
  const xml = await got.text();
  expect(got.headers.get('content-type')).toBe('text/xml');
  expect(xml).toContain('<ReceiveMessageResult><Message><MessageId>');
  expect(xml).toContain('<Body>by path</Body>');
  const wrong = await fetch(`${sqs.url('q')}?Action=ReceiveMessage&VisibilityTimeout=soon`);
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain('<Type>Sender</Type><Code>InvalidParameterValue</Code>');
});
