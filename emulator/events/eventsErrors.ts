import type { ParameterErrors } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';

const error = (code: string, message: string): AwsError => new AwsError({ code, message });

export const noSuchRule = (name: string): AwsError =>
  error('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);

export const noSuchBus = (name: string): AwsError =>
  error('ResourceNotFoundException', `Event bus ${name} does not exist.`);

export const hasTargets = (): AwsError =>
  error('ValidationException', "Rule can't be deleted since it has targets.");

export const invalidPattern = (reason: string): AwsError =>
  error('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

export const invalidAction = (name: string): AwsError =>
  error('UnknownOperationException', `The action ${name} is not one of those that are answered here.`);

export const parameterErrors: ParameterErrors = {
  missing: name => error('ValidationException', `${name} must not be null.`),
  invalid: (name, reason) => error('ValidationException', `${name}: ${reason}`),
};
