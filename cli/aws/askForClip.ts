import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Deployment } from '../../contract/deployment.ts';
import { type ClipRequest, writeClipRequest } from '../../contract/messages/clip.ts';
import { forRendition } from '../../contract/messages/request.ts';

/** Publishes a request for a clip, for one rendition of clips. */
export async function askForClip(
  request: ClipRequest,
  rendition: string,
  { uploadsTopicArn }: Pick<Deployment, 'uploadsTopicArn'>,
  sns: Pick<SNSClient, 'send'>,
): Promise<void> {
  await sns.send(
    new PublishCommand({
      TopicArn: uploadsTopicArn,
      Message: writeClipRequest(request),
      MessageAttributes: forRendition(rendition),
    }),
  );
}
