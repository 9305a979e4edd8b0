import { invalidMessageContents, invalidParameterValue, missingParameter } from '../sqsErrors.ts';
import {
  checkMessageAttributes,
  type MessageAttributes,
  messageAttributesBytes,
} from './messageAttributes.ts';
import { checkSeconds, MAX_DELAY_SECONDS } from './timeLimits.ts';

/** What SQS does not carry: characters outside XML 1.0, and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that SQS refuses
const REFUSED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** @throws {AwsError} MissingParameter, InvalidMessageContents or InvalidParameterValue. */
export function checkMessage(message: {
  body: string;
  attributes: MessageAttributes;
  delaySeconds: number;
  maximumBytes: number;
}): void {
  const { body, attributes, maximumBytes } = message;
  if (body === '') throw missingParameter('MessageBody');
  if (hasRefusedCharacters(body)) throw invalidMessageContents();
  checkMessageAttributes(attributes);
  checkSeconds('DelaySeconds', message.delaySeconds, MAX_DELAY_SECONDS);
  const bytes = Buffer.byteLength(body) + messageAttributesBytes(attributes);
  if (bytes > maximumBytes) {
    throw invalidParameterValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumBytes} bytes; it has ${bytes}.`,
    );
  }
}

export function hasRefusedCharacters(text: string): boolean {
  return REFUSED.test(text);
}
