import { GetBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import type { DeployedRendition, Deployment } from '../../../contract/deployment.ts';
import type { ClientConfig, Connection } from '../../aws/connection.ts';
import { about, type Finding } from './finding.ts';

const DEPLOY = 'deploy the stack again, which sets it as it was';

/** From the input bucket by the topic into each queue. What drives functions, functions.ts looks at. */
export async function wiringFindings(
  { inputBucket, uploadsTopicArn, statusTopicArn, renditions }: Deployment,
  { clientConfig, endpoint }: Connection,
): Promise<Finding[]> {
  const sns = new SNSClient(clientConfig);
  const subscriptions = await subscriptionsOf(sns, uploadsTopicArn);
  return [
    await notificationFinding(inputBucket, uploadsTopicArn, { clientConfig, endpoint }),
    ...(await Promise.all(renditions.map(one => subscriptionFinding(sns, one, subscriptions)))),
    ...confirmationFindings([
      ...(await subscriptionsOf(sns, statusTopicArn)),
      ...(await alarmSubscriptions(sns, uploadsTopicArn, endpoint)),
    ]),
  ];
}

async function notificationFinding(
  Bucket: string,
  topicArn: string,
  { clientConfig, endpoint }: { clientConfig: ClientConfig; endpoint: string | null },
): Promise<Finding> {
  const uploads = about('uploads told');
  if (endpoint !== null) return uploads.unasked('of bucket notifications there is no API here');
  const { TopicConfigurations = [] } = await new S3Client(clientConfig).send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  const told = TopicConfigurations.some(
    ({ TopicArn, Events = [] }) => TopicArn === topicArn && Events.includes('s3:ObjectCreated:*'),
  );
  if (told) return uploads.ok(`${Bucket} tells the topic of every new object`);
  return uploads.fail(`${Bucket} does not tell the topic of new objects`, DEPLOY);
}

async function subscriptionFinding(
  sns: SNSClient,
  { name, dlqArn, queueUrl }: DeployedRendition,
  subscriptions: Subscription[],
): Promise<Finding> {
  const wired = about(`queue of ${name}`);
  const queueArn = dlqArn.replace(/[^:]*$/, queueUrl.slice(queueUrl.lastIndexOf('/') + 1));
  const own = subscriptions.find(({ Endpoint }) => Endpoint === queueArn);
  if (!own?.SubscriptionArn?.startsWith('arn:')) return wired.fail('is not subscribed to the topic', DEPLOY);
  const { Attributes = {} } = await sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: own.SubscriptionArn }),
  );
  if (Attributes.RawMessageDelivery !== 'true') return wired.fail('gets messages that are not raw', DEPLOY);
  if (!Attributes.RedrivePolicy) return wired.warn('has no DLQ for what SNS cannot deliver', DEPLOY);
  return wired.ok('gets what the topic has, raw');
}

/** Those whose e-mail nobody has confirmed get nothing. */
export function confirmationFindings(subscriptions: Subscription[]): Finding[] {
  const confirmed = about('subscriptions');
  const pending = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  if (pending.length === 0) return [confirmed.ok('none waits to be confirmed')];
  return pending.map(({ Protocol, Endpoint }) =>
    confirmed.warn(
      `${Protocol} to ${Endpoint} is not confirmed`,
      'follow the link in the e-mail that AWS has sent; it works for two days, then deploy again',
    ),
  );
}

/** The alarms' topic has the name of the uploads' with another end; here there are no alarms. */
async function alarmSubscriptions(
  sns: SNSClient,
  uploadsTopicArn: string,
  endpoint: string | null,
): Promise<Subscription[]> {
  if (endpoint !== null) return [];
  return subscriptionsOf(sns, uploadsTopicArn.replace(/uploads$/, 'alarms'));
}

async function subscriptionsOf(sns: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const all: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client: sns },
    { TopicArn },
  )) {
    all.push(...Subscriptions);
  }
  return all;
}
