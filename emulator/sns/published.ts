import { AwsError } from '../query/awsError.ts';
import { hasRefusedCharacters } from '../sqs/messages/checkMessage.ts';
import {
  type MessageAttributes,
  messageAttributeFault,
  messageAttributesBytes,
} from '../sqs/messages/messageAttributes.ts';
import { invalidParameter } from './snsErrors.ts';

/** One message on a topic. */
export interface Published {
  readonly topicArn: string;
  readonly messageId: string;
  readonly message: string;
  readonly subject?: string | undefined;
  readonly attributes: MessageAttributes;
  /** Forwarded to the queues, which are fair by it. */
  readonly groupId?: string | undefined;
}

/** SNS did not follow SQS to 1 MiB. */
const MAX_BYTES = 262_144;

/** @throws {AwsError} InvalidParameter, ParameterValueInvalid. */
export function checkPublished({
  message,
  subject,
  attributes,
}: Pick<Published, 'message' | 'subject' | 'attributes'>): void {
  if (message === '') throw invalidParameter('Message', 'Empty message');
  if (hasRefusedCharacters(message)) throw invalidParameter('Message', 'invalid characters');
  if (subject !== undefined && !/^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u.test(subject)) {
    throw invalidParameter('Subject', 'it has 1 to 100 characters, no line breaks, and no space in front.');
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const reason = messageAttributeFault(name, attribute);
    if (reason) {
      throw new AwsError({
        code: 'ParameterValueInvalid',
        message: `The message attribute '${name}' is invalid: ${reason}`,
      });
    }
  }
  const bytes = Buffer.byteLength(message) + messageAttributesBytes(attributes);
  if (bytes > MAX_BYTES) throw invalidParameter('Message', `Message too long: ${bytes} > ${MAX_BYTES} bytes`);
}
