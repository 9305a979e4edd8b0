import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Status, statusAttributes, writeStatus } from '../../../contract/messages/status.ts';
import type { Statuses } from '../../../pipeline/ports/statuses.ts';

/** The status topic itself, for whoever can wait for it. */
export function snsStatuses(sns: SNSClient, topicArn: string): Statuses {
  return {
    publish: async news => {
      await publishStatus(sns, topicArn, writeStatus(news), news);
    },
  };
}

/** Subscribers filter by the attributes. */
export async function publishStatus(
  sns: SNSClient,
  TopicArn: string,
  Message: string,
  status: Pick<Status, 'state' | 'rendition'>,
): Promise<void> {
  await sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes: statusAttributes(status) }));
}
