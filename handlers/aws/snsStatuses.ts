import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Statuses, StatusMessage } from '../../pipeline/ports.ts';

/** The status topic. Subscribers filter by the attributes `state` and `rendition`. */
export function snsStatuses(sns: SNSClient, topicArn: string): Statuses {
  return {
    publish: async told => {
      const message: StatusMessage = { schema: 'fanreel.status/1', at: new Date().toISOString(), ...told };
      await sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify(message),
          MessageAttributes: {
            state: { DataType: 'String', StringValue: message.state },
            rendition: { DataType: 'String', StringValue: message.rendition },
          },
        }),
      );
    },
  };
}
