import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerQuery, answerQueryError } from '../query/answerQuery.ts';
import { type AwsError, toAwsError } from '../query/awsError.ts';
import { writeMembers } from '../query/writeXml.ts';
import { sqsActions } from './actions/index.ts';
import { invalidAction } from './sqsErrors.ts';
import type { SqsStore } from './sqsStore.ts';
import { readSqsRequest, type SqsRequest, sqsProtocolOf } from './wire/readSqsRequest.ts';
import { queryNaming } from './wire/wireShapes.ts';

const NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** Answers SQS requests, AWS JSON 1.0 and Query alike; the caller has read the body. */
export function sqsHandler(
  store: SqsStore,
): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return async (req, res, body) => {
    const hungUp = new AbortController();
    res.once('close', () => hungUp.abort());
    try {
      const request = readSqsRequest(req, body);
      const perform = sqsActions.get(request.action);
      if (!perform) throw invalidAction(request.action);
      answer(res, request, await perform(store, request.input, hungUp.signal));
    } catch (error) {
      if (sqsProtocolOf(req) === 'json') answerJsonError(res, toAwsError(error));
      else answerQueryError(res, NAMESPACE, toAwsError(error));
    }
  };
}

function answer(res: ServerResponse, { protocol, action }: SqsRequest, output: object): void {
  if (protocol === 'json') answerJson(res, 200, output);
  else answerQuery(res, { action, namespace: NAMESPACE, members: writeMembers(output, queryNaming(action)) });
}

/** The header keeps clients working that know errors by their Query codes. */
function answerJsonError(res: ServerResponse, error: AwsError): void {
  res.setHeader('x-amzn-query-error', `${error.code};${error.fault}`);
  answerJson(res, error.status, { __type: error.type, message: error.message });
}

function answerJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
  });
  res.end(JSON.stringify(body));
}
