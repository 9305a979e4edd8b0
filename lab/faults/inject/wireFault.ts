import type { Random } from '../../support/random.ts';
import type { ServiceAction } from './request.ts';

/** What happens to one request on the wire. */
export type WireFault =
  | 'reset' // before it got there
  | 'lost-answer' // after it was carried out
  | 'late-answer' // long after it was carried out: the job's events are there first
  | 'delayed'
  | 'held-back' // behind the next one
  | 'repeated'
  | 'error-500'
  | 'slow-down'
  | 'truncated'
  | 'silent';

const ANYWHERE: WireFault[] = [
  ...(['reset', 'reset', 'lost-answer', 'lost-answer', 'delayed', 'delayed', 'held-back'] as const),
  ...(['repeated', 'error-500', 'error-500', 'slow-down', 'slow-down'] as const),
];

/** Submissions are few, and what befalls them is dear: they are hit this much more often than other requests. */
export const SUBMISSION_WEIGHT = 6;
const SUBMITTING: WireFault[] = [
  'slow-down',
  'slow-down',
  'lost-answer',
  'late-answer',
  'error-500',
  'reset',
];

/** Only what can befall this request: bodies are cut where there is one, and only reads may hang for long. */
export function chooseWireFault({ service, action }: ServiceAction, random: Random): WireFault {
  if (action === 'CreateJob') return random.pick(SUBMITTING);
  if (service === 's3' && action === 'GET' && random.chance(0.4)) return 'truncated';
  if (service === 'sqs' && random.chance(0.02)) return 'silent';
  return random.pick(ANYWHERE);
}

interface Slowed {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** How each service says that it wants to be asked less. */
export function slowDown({ service }: ServiceAction): Slowed {
  switch (service) {
    case 's3':
      return xml(
        503,
        '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
      );
    case 'sns':
      return xml(
        400,
        '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
      );
    case 'dynamodb':
      return json(400, 'com.amazonaws.dynamodb.v20120810#ThrottlingException');
    case 'sqs':
      return json(400, 'com.amazonaws.sqs#RequestThrottled');
    case 'mediaconvert':
      return json(429, 'TooManyRequestsException');
  }
}

function xml(status: number, body: string): Slowed {
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function json(status: number, type: string): Slowed {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type.replace(/^.*#/, '') },
    body: JSON.stringify({ __type: type, message: 'Too many requests.' }),
  };
}
