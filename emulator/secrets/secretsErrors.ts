import type { ParameterErrors } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';

const error = (code: string, message: string): AwsError => new AwsError({ code, message });

export const notFound = (): AwsError =>
  error('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

export const versionNotFound = (): AwsError =>
  error('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.");

export const exists = (name: string): AwsError =>
  error('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);

export const decryptionFailure = (): AwsError =>
  error(
    'DecryptionFailure',
    "Secrets Manager can't decrypt the protected secret text using the provided key.",
  );

export const invalidAction = (name: string): AwsError =>
  error('UnknownOperationException', `The action ${name} is not one of those that are answered here.`);

export const parameterErrors: ParameterErrors = {
  missing: name => error('InvalidParameterException', `You must provide a value for the ${name} parameter.`),
  invalid: (name, reason) => error('InvalidParameterException', `${name}: ${reason}`),
};
