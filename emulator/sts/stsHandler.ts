import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Action } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';
import { queryHandler } from '../query/queryHandler.ts';
import { assumeRole } from './assumeRole.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';

/** Every action that is answered, by its name on the wire. There are no users here, so none of them has a store. */
export const stsActions: ReadonlyMap<string, Action<null>> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
]);

/** Answers STS requests; the caller has read the body. */
export function stsHandler(): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return queryHandler(null, {
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    actions: stsActions,
    invalidAction: name =>
      new AwsError({ code: 'InvalidAction', message: `The action ${name} is not valid for this endpoint.` }),
  });
}
