import { AwsError } from '../query/awsError.ts';
import { hasRefusedCharacters } from '../sqs/store/checkMessage.ts';
import {
  type MessageAttributes,
  messageAttributeFault,
  messageAttributesBytes,
} from '../sqs/store/messageAttributes.ts';
import { invalidParameter } from './snsErrors.ts';

/** SNS did not follow SQS to 1 MiB. */
const MAX_BYTES = 262_144;

/** @throws {AwsError} InvalidParameter, ParameterValueInvalid. */
export function checkPublish(input: {
  message: string;
  subject?: string | undefined;
  attributes: MessageAttributes;
}): void {
  const { message, subject, attributes } = input;
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
