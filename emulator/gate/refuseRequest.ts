import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerQueryError } from '../query/answerQuery.ts';
import { AwsError } from '../query/awsError.ts';
import { xml } from '../s3/response/xml.ts';

/** How a service writes requests and errors, as far as a request's head tells. */
export type Protocol = 'aws-json' | 'rest-json' | 'query' | 's3';

export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** @param restPaths how the paths begin of each service that speaks REST with JSON: with the version of its API. */
export function protocolOf(
  { headers, method, url }: IncomingMessage,
  restPaths: readonly string[],
): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'aws-json';
  if (restPaths.some(path => url?.startsWith(path))) return 'rest-json';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return method === 'POST' && isForm ? 'query' : 's3';
}

/**
 * Answers before any service does, in the error form of the service that was asked, so that its clients print the
 * sentence. The body is not read.
 */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  restPaths: readonly string[],
): void {
  const { status, code, message } = refusal;
  switch (protocolOf(request, restPaths)) {
    case 'aws-json':
      sendJson(response, 'application/x-amz-json-1.0', refusal, { __type: code, message });
      break;
    case 'rest-json':
      sendJson(response, 'application/json', refusal, { message });
      break;
    case 'query':
      // One namespace is as good as another: clients of all four services look for the element.
      answerQueryError(response, 'http://webservices.amazon.com/', new AwsError(refusal));
      break;
    case 's3':
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(xml('Error', { Code: code, Message: message }, { namespace: false }));
  }
}

function sendJson(response: ServerResponse, type: string, { status, code }: Refusal, body: object): void {
  response.writeHead(status, {
    'content-type': type,
    'x-amzn-errortype': code,
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}
