import type { IncomingMessage, ServerResponse } from 'node:http';
import { queryHandler } from '../query/queryHandler.ts';
import { snsActions } from './actions/index.ts';
import { snsInvalidAction } from './snsErrors.ts';
import type { SnsStore } from './snsStore.ts';

/** Answers SNS requests; the caller has read the body. */
export function snsHandler(
  store: SnsStore,
): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return queryHandler(store, {
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    actions: snsActions,
    invalidAction: snsInvalidAction,
  });
}
