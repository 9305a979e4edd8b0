import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Action } from './action.ts';
import { AwsError, toAwsError } from './awsError.ts';

/** A service that speaks AWS JSON 1.1. */
export interface JsonService<Store> {
  /** What the header X-Amz-Target has before an action's name. */
  target: string;
  actions: ReadonlyMap<string, Action<Store>>;
  invalidAction(name: string): AwsError;
}

/** Answers the requests of such a service; the caller has read the body. */
export function jsonHandler<Store>(
  store: Store,
  { target, actions, invalidAction }: JsonService<Store>,
): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return async (req, res, body) => {
    const action = String(req.headers['x-amz-target']).replace(target, '');
    try {
      const perform = actions.get(action);
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
