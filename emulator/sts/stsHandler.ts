import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Action } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';
import { queryHandler } from '../query/queryHandler.ts';
import { assumeRole } from './assumeRole.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';

/** Whom every caller is taken for: there are no users here, and any credentials will do. */
export interface Identity {
  readonly account: string;
}

/** Answers STS requests; the caller has read the body. */
export function stsHandler(
  identity: Identity = { account: '000000000000' },
): (req: IncomingMessage, res: ServerResponse, body: Buffer) => Promise<void> {
  return queryHandler(identity, {
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    actions,
    invalidAction: name =>
      new AwsError({ code: 'InvalidAction', message: `The action ${name} is not valid for this endpoint.` }),
  });
}

const actions: ReadonlyMap<string, Action<Identity>> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
]);
