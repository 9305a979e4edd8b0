import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connection } from '../../aws/connection.ts';
import { formatSeconds } from '../../terminal/units.ts';
import { about, type Finding } from './finding.ts';

/** AWS refuses signatures that are five minutes off; what is a tenth of that will be, seconds. */
const REFUSED_SECONDS = 300;
const NOTABLE_SECONDS = 30;

/** Who asks, where, and by which clock. */
export async function accountFindings({ clientConfig, endpoint }: Connection): Promise<Finding[]> {
  const client = new STSClient(clientConfig);
  const date = dateOfAnswers(client);
  const { Arn = 'nobody', Account } = await client.send(new GetCallerIdentityCommand({}));
  const region = await client.config.region();
  return [
    about('credentials').ok(`${Arn}, account ${Account}`),
    about('region').ok(endpoint === null ? region : `${region}, at ${endpoint}`),
    clockFinding(date.last, Date.now()),
  ];
}

/** Held against the time that an answer carries, a whole second. */
export function clockFinding(told: number | undefined, now: number): Finding {
  const clock = about('clock');
  if (told === undefined || Number.isNaN(told)) return clock.unasked('the answer told no time');
  const off = Math.max(0, Math.abs(now - told) / 1_000 - 1);
  const said = off < 1 ? 'as the answer tells it' : `${formatSeconds(Math.round(off))} off`;
  const mend = 'set the clock, and let it be kept by NTP: AWS refuses signatures that are five minutes off';
  if (off >= REFUSED_SECONDS) return clock.fail(said, mend);
  return off >= NOTABLE_SECONDS ? clock.warn(said, mend) : clock.ok(said);
}

function dateOfAnswers(client: STSClient): { last: number | undefined } {
  const date: { last: number | undefined } = { last: undefined };
  client.middlewareStack.add(
    next => async args => {
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Record<string, string> };
      if (headers?.date) date.last = Date.parse(headers.date);
      return answer;
    },
    { step: 'deserialize' },
  );
  return date;
}
