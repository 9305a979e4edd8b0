import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { writeClipRequest } from '../../../contract/messages/clip.ts';
import { forRendition, inGroup, writeRequest } from '../../../contract/messages/request.ts';
import type { RequestPublisher } from '../../../pipeline/reconcile/reconcilePorts.ts';

/** The uploads topic, asked for one rendition: its subscription lets no other queue have the message. */
export function snsRequests(sns: SNSClient, topicArn: string): RequestPublisher {
  return {
    publishClip: async (request, rendition) => {
      await sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: writeClipRequest(request),
          MessageAttributes: forRendition(rendition),
        }),
      );
    },
    publish: async (source, rendition, reason) => {
      await sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: writeRequest({ source, reason }),
          MessageAttributes: forRendition(rendition),
          // A rendition that is new is missing of every source.
          ...inGroup('reconcile'),
        }),
      );
    },
  };
}
