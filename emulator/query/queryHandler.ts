import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Action } from './action.ts';
import { answerQuery, answerQueryError } from './answerQuery.ts';
import { type AwsError, toAwsError } from './awsError.ts';
import { nestedInput, nestedNaming } from './nestedForm.ts';
import { readForm } from './readForm.ts';
import { writeMembers } from './writeXml.ts';

/** One service that speaks the Query protocol only. */
export interface QueryService<Store> {
  readonly namespace: string;
  readonly actions: ReadonlyMap<string, Action<Store>>;
  invalidAction(name: string): AwsError;
}

/** Answers a service's Query requests; the caller has read the body. A GET has the form in its query string. */
export function queryHandler<Store>(
  store: Store,
  service: QueryService<Store>,
): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return async (req, res, body) => {
    const hungUp = new AbortController();
    res.once('close', () => hungUp.abort());
    const { namespace } = service;
    try {
      const { search } = new URL(req.url ?? '/', 'http://localhost');
      const form = readForm(body.toString() || search);
      const action = String(form.Action);
      const perform = service.actions.get(action);
      if (!perform) throw service.invalidAction(action);
      const output = await perform(store, nestedInput(form), hungUp.signal);
      answerQuery(res, { action, namespace, members: writeMembers(output, nestedNaming) });
    } catch (error) {
      answerQueryError(res, namespace, toAwsError(error));
    }
  };
}
