import { z } from 'zod';
import type { World } from './world.ts';

const filterRuleSchema = z.object({ Name: z.string(), Value: z.string() });

const topicConfigurationSchema = z.object({
  Events: z.array(z.string()),
  TopicArn: z.string(),
  Filter: z
    .object({ Key: z.object({ FilterRules: z.array(filterRuleSchema) }) })
    .default({ Key: { FilterRules: [] } }),
});

const notificationsSchema = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({ TopicConfigurations: z.array(topicConfigurationSchema) }),
});

/** Objects of a bucket that are announced on a topic. */
export interface Notification {
  bucket: string;
  topicArn: string;
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
    return NotificationConfiguration.TopicConfigurations.map(({ Events, TopicArn, Filter }) => {
      const rule = (name: string) =>
        Filter.Key.FilterRules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
      return {
        bucket: BucketName,
        topicArn: TopicArn,
        events: Events.map(event => event.replace(/^s3:/, '')),
        prefix: rule('prefix'),
        suffix: rule('suffix'),
      };
    });
  });
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
