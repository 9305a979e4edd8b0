import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, toAwsError } from '../query/awsError.ts';
import { secretsActions } from './secretsActions.ts';
import { invalidAction } from './secretsErrors.ts';
import type { SecretsStore } from './secretsStore.ts';

/** What the header X-Amz-Target has before an action's name. */
const SECRETS_TARGET = 'secretsmanager.';

/** Answers Secrets Manager's requests, AWS JSON 1.1; the caller has read the body. */
export function secretsHandler(
  store: SecretsStore,
): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return async (req, res, body) => {
    const action = String(req.headers['x-amz-target']).replace(SECRETS_TARGET, '');
    try {
      const perform = secretsActions.get(action);
      if (!perform) throw invalidAction(action);
      answer(res, 200, await perform(store, inputOf(body), new AbortController().signal));
    } catch (error) {
      const { status, type, message } = toAwsError(error);
      answer(res, status, { __type: type, message, Message: message });
    }
  };
}

function inputOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    throw new AwsError({ code: 'SerializationException', message: 'The request body is not JSON.' });
  }
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  res.end(JSON.stringify(body));
}
