import { CommandError } from '../terminal/commandError.ts';
import type { Connection } from './connection.ts';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'EPROTO',
]);
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError']);
const BAD_CREDENTIALS = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/** What an SDK error may carry; all of it optional, since a proxy's or another server's answer has none of it. */
interface AwsError {
  name?: string;
  code?: string;
  message?: string;
  errors?: AwsError[];
  $metadata?: { httpStatusCode?: number };
}

/** Puts an SDK's error into one sentence that says what to do; anything else comes back as it is. */
export function explainAwsError(error: unknown, connection: Connection): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const sentence = sentenceFor(error as AwsError, connection);
  return sentence === null ? error : new CommandError(1, sentence, error);
}

function sentenceFor(error: AwsError, { endpoint, stackName }: Connection): string | null {
  const { name = '', message = '' } = error;
  const code = error.code ?? error.errors?.[0]?.code ?? '';
  const status = error.$metadata?.httpStatusCode;
  if (UNREACHABLE.has(code) || name === 'TimeoutError') return unreachable(code || name, endpoint);
  if (NO_CREDENTIALS.has(name)) {
    return 'There are no AWS credentials: set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or leave --aws out.';
  }
  if (BAD_CREDENTIALS.has(name))
    return `The credentials were refused (${name}): renew them or choose others.`;
  if (message === 'Region is missing') return 'There is no AWS region: name one with --region or AWS_REGION.';
  if (name === 'ValidationError' && /does not exist/.test(message)) return noStack(stackName, endpoint);
  // The local port looks at no credentials: what it refuses, it says why itself.
  if (status === 403 && endpoint === null)
    return `Access was denied (${message || name}): use credentials that may do this.`;
  if (status !== undefined) return `${endpoint ?? 'AWS'} answered ${status} ${name}: ${message}`;
  return null;
}

function unreachable(code: string, endpoint: string | null): string {
  if (endpoint === null) return `AWS cannot be reached (${code}): check the network and the region.`;
  if (code === 'ECONNREFUSED') {
    return `Nothing answers at ${endpoint}: start fanreel with "npm start", or name another with --endpoint.`;
  }
  return `${endpoint} cannot be reached (${code}): check that fanreel runs there, or name another with --endpoint.`;
}

function noStack(stackName: string, endpoint: string | null): string {
  const where = endpoint ?? 'AWS in this account and region';
  const deploy = endpoint === null ? 'deploy it with "npx cdk deploy -c profile=production", or ' : '';
  return `There is no stack "${stackName}" at ${where}: ${deploy}name another with --stack.`;
}
