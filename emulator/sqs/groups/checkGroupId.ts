import { invalidParameterValue } from '../sqsErrors.ts';

/** "MessageGroupId", SendMessage, SQS API reference: up to 128 letters, digits and marks. */
const GROUP_ID = /^[\x21-\x7e]{1,128}$/;

/** @throws {AwsError} InvalidParameterValue. */
export function checkGroupId(groupId: string | null): void {
  if (groupId === null || GROUP_ID.test(groupId)) return;
  throw invalidParameterValue(
    `Value ${groupId} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
