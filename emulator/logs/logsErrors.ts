import type { ParameterErrors } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';

const error = (code: string, message: string): AwsError => new AwsError({ code, message });

export const notFound = (): AwsError =>
  error('ResourceNotFoundException', 'The specified log group does not exist.');

export const unknownPattern = (pattern: string): AwsError =>
  error(
    'InvalidParameterException',
    `The filter pattern ${pattern} is not one of those that are known here: terms in double quotes.`,
  );

export const invalidAction = (name: string): AwsError =>
  error('UnknownOperationException', `The action ${name} is not one of those that are answered here.`);

export const parameterErrors: ParameterErrors = {
  missing: name => error('InvalidParameterException', `You must provide a value for ${name}.`),
  invalid: (name, reason) => error('InvalidParameterException', `${name}: ${reason}`),
};
