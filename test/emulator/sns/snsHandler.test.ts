import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { awsCliJson } from '../../fixtures/awsCli.ts';
import { serve } from '../sqs/serve.ts';

test('the SDK makes topics and subscriptions, shows them and takes them away', async () => {
  const { client, sqs } = await serve();
  const sns = new SNSClient(client);
  sqs.createQueue('q');
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'uploads' }));
  expect(TopicArn).toBe('arn:aws:sns:us-east-1:000000000000:uploads');
  expect((await sns.send(new CreateTopicCommand({ Name: 'uploads' }))).TopicArn).toBe(TopicArn);
  const Attributes = { RawMessageDelivery: 'true', FilterPolicy: '{"rendition":["720p"]}' };
  const Endpoint = sqs.arn('q');
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }),
  );
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
  const listed = [{ SubscriptionArn, TopicArn, Endpoint, Protocol: 'sqs', Owner: '000000000000' }];
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual(listed);
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual(listed);
  expect((await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
    SubscriptionsConfirmed: '1',
  });
  expect(
    (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes,
  ).toMatchObject({ ...Attributes, FilterPolicyScope: 'MessageAttributes' });
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
});

test('the SDK publishes, one and in batches, and every acknowledged message is in the queue', async () => {
  const { client, sqs, sns: store } = await serve();
  const sns = new SNSClient(client);
  sqs.createQueue('q');
  const TopicArn = store.createTopic('uploads');
  store.subscribe({ topicArn: TopicArn, queueArn: sqs.arn('q'), raw: true });
  const MessageAttributes = {
    rendition: { DataType: 'String', StringValue: '720p' },
    blob: { DataType: 'Binary', BinaryValue: Buffer.from('x') },
  };
  const Message = '{"schema":"fanreel.request/1","source":{"bucket":"b","key":"a b+c\\n%.mp4"}}';
  await sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes }));
  const { Successful, Failed } = await sns.send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: 'a', Message: 'one' },
        { Id: 'b', Message: 'x'.repeat(262_145) },
      ],
    }),
  );
  expect(Successful).toMatchObject([{ Id: 'a' }]);
  expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }]);
  expect(await sqs.receive({ queue: 'q', max: 10 })).toMatchObject([
    {
      body: Message,
      attributes: { ...MessageAttributes, blob: { DataType: 'Binary', BinaryValue: 'eA==' } },
    },
    { body: 'one' },
  ]);
});

test('errors have the names that AWS gives them', async () => {
  const { client, sns: store } = await serve();
  const sns = new SNSClient(client);
  const TopicArn = store.createTopic('uploads');
  await expect(
    sns.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: 'x' })),
  ).rejects.toMatchObject({
    name: 'NotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(sns.send(new PublishCommand({ Message: 'x' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('TopicArn'),
  });
  await expect(
    sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.org' })),
  ).rejects.toThrow('"email" is not supported here; only sqs is.');
});

test('the AWS CLI publishes with message attributes', async () => {
  const { endpoint, sqs, sns } = await serve();
  sqs.createQueue('q');
  const topicArn = sns.createTopic('uploads');
  sns.subscribe({ topicArn, queueArn: sqs.arn('q'), raw: true, filterPolicy: { rendition: ['720p'] } });
  const attributes = JSON.stringify({ rendition: { DataType: 'String', StringValue: '720p' } });
  const published = await awsCliJson<{ MessageId: string }>(
    endpoint,
    ...['sns', 'publish', '--topic-arn', topicArn, '--message', 'hello & <goodbye>'],
    ...['--message-attributes', attributes],
  );
  expect(published.MessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(await sqs.receive({ queue: 'q' })).toMatchObject([{ body: 'hello & <goodbye>' }]);
});
