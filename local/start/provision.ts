import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { longQueueName } from '../../contract/compute/longQueueName.ts';
import {
  ensureTable,
  type S3Store,
  type SnsStore,
  type SqsStore,
  s3Event,
  upgradeTable,
} from '../../emulator/index.ts';
import { corsRulesOf } from '../template/corsRules.ts';
import { announces, notificationsOf } from '../template/notifications.ts';
import type { World } from '../template/world.ts';

interface Parts {
  s3: S3Store;
  sqs: SqsStore;
  sns: SnsStore;
  dynamo: DynamoDBClient;
}

/** A queue's properties that SQS calls by the same names as its attributes. */
const QUEUE_ATTRIBUTES = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'VisibilityTimeout',
];
const TABLE_PROPERTIES = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'TableName',
];

/**
 * Makes what the template describes, beside what is there from the last run, but for queues of long jobs that it has no more: a
 * deployment on this machine. `folder` is for what has to be kept on the way.
 */
export async function provision(
  world: World,
  { s3, sqs, sns, dynamo }: Parts,
  folder: string,
): Promise<void> {
  for (const { ref, properties } of world.all('AWS::S3::Bucket')) {
    s3.buckets.create(ref);
    s3.cors.deploy(ref, corsRulesOf(properties));
  }
  for (const { attributes, properties } of world.all('AWS::SQS::Queue')) {
    sqs.createQueue(attributes.QueueName ?? '', pick(properties, QUEUE_ATTRIBUTES) as Record<string, string>);
  }
  deleteLongQueues(world, sqs);
  for (const { attributes } of world.all('AWS::SNS::Topic')) sns.createTopic(attributes.TopicName ?? '');
  for (const { properties } of world.all('AWS::SNS::Subscription')) {
    if (properties.Protocol === 'email') subscribeMail(sns, properties);
    else subscribe(sns, properties);
  }
  for (const { ref, properties } of world.all('AWS::DynamoDB::Table')) {
    const picked = { ...pick(properties, TABLE_PROPERTIES), TableName: ref };
    const table = picked as unknown as CreateTableCommandInput;
    await upgradeTable(dynamo, table, folder);
    await ensureTable(dynamo, table);
  }
  announceObjects(world, { s3, sqs, sns });
}

/**
 * Those that the template has no more go with their messages, as CloudFormation deletes them, since nobody would take these: the sweep
 * has their jobs asked for anew. No other queue is deleted, for it may be somebody's own.
 */
function deleteLongQueues(world: World, sqs: SqsStore): void {
  const names = new Set(world.all('AWS::SQS::Queue').map(({ attributes }) => attributes.QueueName ?? ''));
  for (const long of [...names].map(longQueueName)) {
    if (!names.has(long) && sqs.hasQueue(long)) sqs.deleteQueue(long);
  }
}

function subscribe(sns: SnsStore, properties: Record<string, unknown>): void {
  const { TopicArn, Endpoint, RawMessageDelivery, FilterPolicy, FilterPolicyScope, RedrivePolicy } =
    properties;
  sns.subscribe({
    topicArn: String(TopicArn),
    queueArn: String(Endpoint),
    raw: RawMessageDelivery === true,
    ...(FilterPolicy ? { filterPolicy: FilterPolicy as object } : {}),
    ...(FilterPolicyScope
      ? { filterPolicyScope: FilterPolicyScope as 'MessageAttributes' | 'MessageBody' }
      : {}),
    ...(RedrivePolicy ? { redrivePolicy: RedrivePolicy as object } : {}),
  });
}

function subscribeMail(sns: SnsStore, { TopicArn, Endpoint, FilterPolicy }: Record<string, unknown>): void {
  sns.subscribeMail({
    ...{ topicArn: String(TopicArn), address: String(Endpoint) },
    ...(FilterPolicy ? { filterPolicy: FilterPolicy } : {}),
  });
}

/** A write is acknowledged after its notification lies in the queues, so nothing that was taken is ever forgotten. */
function announceObjects(world: World, { s3, sqs, sns }: Omit<Parts, 'dynamo'>): void {
  const notifications = notificationsOf(world);
  s3.onChange = event => {
    for (const notification of notifications) {
      if (!announces(notification, event)) continue;
      const { targetArn } = notification;
      if (targetArn.split(':')[2] === 'sns') sns.publish({ topicArn: targetArn, message: s3Event(event) });
      else sqs.send({ queue: targetArn.split(':').at(-1) ?? '', body: s3Event(event) });
    }
  };
}

function pick(properties: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter(name => name in properties).map(name => [name, properties[name]]));
}
