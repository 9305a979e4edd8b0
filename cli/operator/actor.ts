import { userInfo } from 'node:os';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connection } from '../aws/connection.ts';

/** Who writes into the ledger, and when that is by AWS's clock. */
export interface Actor {
  /** AWS's ARN of the caller; of a local stack, which knows no callers, this machine's user. */
  by: string;
  now(): Date;
}

/** Answers tell whole seconds, and take some time: what differs by less does not differ, milliseconds. */
const SLACK_MS = 2_000;

/** Asks who calls. Of messages AWS tells when they were sent, which is compared with when somebody wanted a job no more. */
export async function findActor({ clientConfig, endpoint }: Connection): Promise<Actor> {
  const client = new STSClient(clientConfig);
  let aheadMs = 0;
  client.middlewareStack.add(
    next => async args => {
      const answer = await next(args);
      const { headers = {} } = answer.response as { headers?: Record<string, string> };
      aheadMs = aheadOf(headers.date, Date.now());
      return answer;
    },
    { step: 'deserialize', name: 'readClock', priority: 'low' },
  );
  const { Arn = 'unknown' } = await client.send(new GetCallerIdentityCommand({}));
  return { by: endpoint === null ? Arn : localUser(), now: () => new Date(Date.now() + aheadMs) };
}

/** By how much the clock that an answer was dated by is ahead of this machine's. */
export function aheadOf(date: string | undefined, now: number): number {
  const ahead = date === undefined ? 0 : Date.parse(date) - now;
  return Math.abs(ahead) < SLACK_MS || Number.isNaN(ahead) ? 0 : ahead;
}

/** A container's user may have no name. */
function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
