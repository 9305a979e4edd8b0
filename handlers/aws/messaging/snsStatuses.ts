import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { readTold, type Told, toldAttributes } from '../../../contract/messages/event.ts';
import { writeSourceEvent } from '../../../contract/messages/source.ts';
import { writeStatus } from '../../../contract/messages/status.ts';
import type { SourceEvents, Statuses } from '../../../pipeline/ports/statuses.ts';

/** The status topic itself, for whoever can wait for it. */
export function snsStatuses(sns: SNSClient, topicArn: string): Statuses {
  return {
    publish: async news => {
      const body = writeStatus(news);
      await publishTold(sns, topicArn, body, readTold(body) as Told);
    },
  };
}

/** As snsStatuses. */
export function snsSourceEvents(sns: SNSClient, topicArn: string): SourceEvents {
  return {
    publish: async news => {
      const body = writeSourceEvent(news);
      await publishTold(sns, topicArn, body, readTold(body) as Told);
    },
  };
}

/** Publishes a message as it is; subscribers filter by its attributes. */
export async function publishTold(
  sns: SNSClient,
  TopicArn: string,
  Message: string,
  told: Told,
): Promise<void> {
  await sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes: toldAttributes(told) }));
}
