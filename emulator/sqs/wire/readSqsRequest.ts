import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../query/awsError.ts';
import { type FormTree, readForm } from '../../query/readForm.ts';
import { queryInput } from './queryInput.ts';

export interface SqsRequest {
  readonly protocol: SqsProtocol;
  readonly action: string;
  /** As in AWS JSON, whichever protocol it came by; not yet checked. */
  readonly input: unknown;
}

export type SqsProtocol = 'json' | 'query';

/** Current SDKs speak AWS JSON and name the action in a header; older ones speak Query and name it in the form. */
export function sqsProtocolOf(req: IncomingMessage): SqsProtocol {
  return req.headers['x-amz-target'] === undefined ? 'query' : 'json';
}

/** @throws {AwsError} SerializationException for JSON that is none. */
export function readSqsRequest(req: IncomingMessage, body: Buffer): SqsRequest {
  return sqsProtocolOf(req) === 'json' ? readJson(req, body) : readQuery(req, body);
}

function readJson(req: IncomingMessage, body: Buffer): SqsRequest {
  const action = String(req.headers['x-amz-target']).replace('AmazonSQS.', '');
  try {
    return { protocol: 'json', action, input: JSON.parse(body.toString() || '{}') };
  } catch {
    throw new AwsError({
      code: 'SerializationException',
      type: 'com.amazon.coral.service#SerializationException',
      message: 'The request body is not JSON.',
    });
  }
}

/** A GET carries the form in its query string; a POST to a queue's own path need not name the queue again. */
function readQuery(req: IncomingMessage, body: Buffer): SqsRequest {
  const { pathname, search } = new URL(req.url ?? '/', 'http://localhost');
  const { Action, Version: _, ...form } = readForm(body.toString() || search);
  const action = typeof Action === 'string' ? Action : '';
  const named: FormTree = pathname === '/' ? form : { QueueUrl: pathname, ...form };
  return { protocol: 'query', action, input: queryInput(action, named) };
}
