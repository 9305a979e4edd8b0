import type { MessageAttributes } from '../sqs/store/messageAttributes.ts';

/** One message on a topic. */
export interface Published {
  readonly topicArn: string;
  readonly messageId: string;
  readonly message: string;
  readonly subject?: string | undefined;
  readonly attributes: MessageAttributes;
}
