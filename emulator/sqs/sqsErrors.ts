import type { ParameterErrors } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';

const LEGACY = 'AWS.SimpleQueueService';

/**
 * An error with a shape of its own in the SQS model: `type` is the shape, `code` the older name that the Query
 * protocol and the `x-amzn-query-error` header still use.
 */
function modelled(shape: string, code: string, message: string, status = 400): AwsError {
  return new AwsError({ code, type: `com.amazonaws.sqs#${shape}`, message, status });
}

/** An error outside the model: AWS JSON adds "Exception" and another namespace to the Query protocol's code. */
function general(code: string, message: string, status = 400): AwsError {
  return new AwsError({ code, type: `com.amazon.coral.service#${code}Exception`, message, status });
}

export const queueDoesNotExist = (): AwsError =>
  modelled('QueueDoesNotExist', `${LEGACY}.NonExistentQueue`, 'The specified queue does not exist.');

export const queueNameExists = (name: string): AwsError =>
  modelled(
    'QueueNameExists',
    'QueueAlreadyExists',
    `A queue already exists with the name "${name}" and a different value for one of the attributes given.`,
  );

export const receiptHandleIsInvalid = (handle: string): AwsError =>
  modelled(
    'ReceiptHandleIsInvalid',
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    404,
  );

export const messageNotInflight = (): AwsError =>
  modelled('MessageNotInflight', `${LEGACY}.MessageNotInflight`, 'The specified message is not in flight.');

export const invalidMessageContents = (): AwsError =>
  modelled(
    'InvalidMessageContents',
    'InvalidMessageContents',
    'Invalid characters were found in the message body; allowed are #x9, #xA, #xD, #x20-#xD7FF, #xE000-#xFFFD and #x10000-#x10FFFF.',
  );

export const unsupportedOperation = (message: string): AwsError =>
  modelled('UnsupportedOperation', `${LEGACY}.UnsupportedOperation`, message);

export const resourceNotFound = (message: string): AwsError =>
  modelled('ResourceNotFoundException', 'ResourceNotFoundException', message, 404);

export const invalidAttributeName = (name: string): AwsError =>
  modelled('InvalidAttributeName', 'InvalidAttributeName', `Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string): AwsError =>
  modelled('InvalidAttributeValue', 'InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

export const invalidParameterValue = (message: string): AwsError => general('InvalidParameterValue', message);

export const missingParameter = (name: string): AwsError =>
  general('MissingParameter', `The request must contain the parameter ${name}.`);

export const invalidAction = (name: string): AwsError =>
  general('InvalidAction', `The action ${name} is not valid for this endpoint.`);

/** Errors that refuse a whole batch. */
export const batchErrors = {
  empty: (): AwsError =>
    modelled('EmptyBatchRequest', `${LEGACY}.EmptyBatchRequest`, 'There should be at least one entry.'),
  tooMany: (count: number): AwsError =>
    modelled(
      'TooManyEntriesInBatchRequest',
      `${LEGACY}.TooManyEntriesInBatchRequest`,
      `Maximum number of entries per request are 10. You have sent ${count}.`,
    ),
  notDistinct: (id: string): AwsError =>
    modelled('BatchEntryIdsNotDistinct', `${LEGACY}.BatchEntryIdsNotDistinct`, `Id ${id} repeated.`),
  invalidId: (): AwsError =>
    modelled(
      'InvalidBatchEntryId',
      `${LEGACY}.InvalidBatchEntryId`,
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    ),
  tooLong: (limit: number, bytes: number): AwsError =>
    modelled(
      'BatchRequestTooLong',
      `${LEGACY}.BatchRequestTooLong`,
      `Batch requests cannot be longer than ${limit} bytes. You have sent ${bytes} bytes.`,
    ),
};

export const parameterErrors: ParameterErrors = {
  missing: missingParameter,
  invalid: (name, reason) =>
    invalidParameterValue(`Value for parameter ${name} is invalid. Reason: ${reason}`),
};
