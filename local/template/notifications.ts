import { z } from 'zod';
import type { World } from './world.ts';

const filterRuleSchema = z.object({ Name: z.string(), Value: z.string() });

const configurationSchema = z.object({
  Events: z.array(z.string()),
  Filter: z
    .object({ Key: z.object({ FilterRules: z.array(filterRuleSchema) }) })
    .default({ Key: { FilterRules: [] } }),
});

const topicConfigurationSchema = configurationSchema.extend({ TopicArn: z.string() });
const queueConfigurationSchema = configurationSchema.extend({ QueueArn: z.string() });

const notificationsSchema = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({
    TopicConfigurations: z.array(topicConfigurationSchema).default([]),
    QueueConfigurations: z.array(queueConfigurationSchema).default([]),
  }),
});

/** Objects of a bucket that are announced on a topic, or to a queue. */
export interface Notification {
  bucket: string;
  /** Of the topic or the queue. */
  targetArn: string;
  /** `s3:ObjectCreated:*` or one of its kind, without `s3:`. */
  events: string[];
  prefix: string;
  /** Compared letter by letter, as S3 does. */
  suffix: string;
}

/** What the buckets announce, from the custom resource that CDK makes of `addEventNotification`. */
export function notificationsOf(world: World): Notification[] {
  return world.all('Custom::S3BucketNotifications').flatMap(({ properties }) => {
    const { BucketName, NotificationConfiguration } = notificationsSchema.parse(properties);
    const { TopicConfigurations, QueueConfigurations } = NotificationConfiguration;
    return [
      ...TopicConfigurations.map(one => notificationOf(BucketName, one, one.TopicArn)),
      ...QueueConfigurations.map(one => notificationOf(BucketName, one, one.QueueArn)),
    ];
  });
}

function notificationOf(
  bucket: string,
  { Events, Filter }: z.infer<typeof configurationSchema>,
  targetArn: string,
): Notification {
  const rule = (name: string) =>
    Filter.Key.FilterRules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
  return {
    bucket,
    targetArn,
    events: Events.map(event => event.replace(/^s3:/, '')),
    prefix: rule('prefix'),
    suffix: rule('suffix'),
  };
}

/** True where an event's object is one that the notification announces. */
export function announces(
  notification: Notification,
  event: { bucket: string; key: string; eventName: string },
): boolean {
  const { bucket, events, prefix, suffix } = notification;
  return (
    event.bucket === bucket &&
    event.key.startsWith(prefix) &&
    event.key.endsWith(suffix) &&
    events.some(
      name =>
        name === event.eventName || (name.endsWith('*') && event.eventName.startsWith(name.slice(0, -1))),
    )
  );
}
