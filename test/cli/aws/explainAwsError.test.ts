import { describe, expect, it } from 'vitest';
import { explainAwsError } from '../../../cli/aws/explainAwsError.ts';
import { CommandError } from '../../../cli/terminal/commandError.ts';

const error = (fields: object) => Object.assign(new Error('text'), fields);
const local = { endpoint: 'http://127.0.0.1:4566', stackName: 'fanreel' };
const aws = { endpoint: null, stackName: 'fanreel' };
const explain = (cause: unknown, where: { endpoint: string | null; stackName: string }) =>
  explainAwsError(cause, {
    ...where,
    clientConfig: { requestHandler: { connectionTimeout: 1, socketTimeout: 1 } },
  });

describe('explainAwsError', () => {
  it.each([
    [
      'a refused connection, whatever addresses were tried',
      error({ errors: [{ code: 'ECONNREFUSED' }] }),
      local,
      /^Nothing answers at http:\/\/127/,
    ],
    [
      'a name that no server knows',
      error({ code: 'ENOTFOUND' }),
      aws,
      /^AWS cannot be reached \(ENOTFOUND\)/,
    ],
    [
      'a missing stack',
      error({ name: 'ValidationError', message: 'Stack with id fanreel does not exist' }),
      aws,
      /no stack "fanreel" at AWS.*cdk deploy.*--stack/,
    ],
    [
      'missing credentials',
      error({ name: 'CredentialsProviderError' }),
      aws,
      /no AWS credentials: set AWS_PROFILE/,
    ],
    ['credentials that have run out', error({ name: 'ExpiredToken' }), aws, /refused \(ExpiredToken\)/],
    ['a missing region', error({ message: 'Region is missing' }), aws, /--region/],
    [
      'a denial',
      error({ name: 'AccessDenied', message: 'User x may not', $metadata: { httpStatusCode: 403 } }),
      aws,
      /Access was denied \(User x may not\)/,
    ],
    [
      'a refusal of the local port, which credentials do not help',
      error({ name: 'AccessDenied', message: 'Not this name.', $metadata: { httpStatusCode: 403 } }),
      local,
      /4566 answered 403 AccessDenied: Not this name\.$/,
    ],
    [
      'any other answer',
      error({ name: 'InternalError', $metadata: { httpStatusCode: 500 } }),
      local,
      /4566 answered 500 InternalError/,
    ],
  ])('has a sentence for %s', (_what, cause, where, sentence) => {
    const explained = explain(cause, where);
    expect(explained).toBeInstanceOf(CommandError);
    expect(explained).toMatchObject({ exitCode: 1, message: expect.stringMatching(sentence), cause });
  });

  it('leaves errors that no server sent as they are', () => {
    const bug = new TypeError('x is not a function');
    expect(explain(bug, local)).toBe(bug);
  });
});
