import type { ParameterErrors } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';

export const topicNotFound = (): AwsError =>
  new AwsError({ code: 'NotFound', message: 'Topic does not exist', status: 404 });

export const subscriptionNotFound = (): AwsError =>
  new AwsError({ code: 'NotFound', message: 'Subscription does not exist', status: 404 });

export const invalidParameter = (parameter: string, reason: string): AwsError =>
  new AwsError({
    code: 'InvalidParameter',
    message: `Invalid parameter: ${parameter} Reason: ${reason}`,
  });

export const snsInvalidAction = (name: string): AwsError =>
  new AwsError({ code: 'InvalidAction', message: `The action ${name} is not valid for this endpoint.` });

/** Errors that refuse a whole batch. */
export const snsBatchErrors = {
  empty: (): AwsError =>
    new AwsError({ code: 'EmptyBatchRequest', message: 'The batch request does not contain any entries.' }),
  tooMany: (count: number): AwsError =>
    new AwsError({
      code: 'TooManyEntriesInBatchRequest',
      message: `The batch request contains ${count} entries; at most 10 are permissible.`,
    }),
  notDistinct: (): AwsError =>
    new AwsError({
      code: 'BatchEntryIdsNotDistinct',
      message: 'Two or more batch entries in the request have the same Id.',
    }),
};

export const parameterErrors: ParameterErrors = {
  missing: parameter => invalidParameter(parameter, 'no value given'),
  invalid: invalidParameter,
};
