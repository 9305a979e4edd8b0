import type { DeliveryRequest } from '../../contract/webhooks/deliveryRequest.ts';
import type { Webhook } from '../../contract/webhooks/webhook.ts';
import { downUntil, pauseAfter, pauseWith } from './pauses.ts';
import type { Answer, Deliveries, DeliveryRequests, Reading, Sender } from './ports.ts';
import { isSlow, SLOW_MS } from './slow.ts';

export interface DeliverPorts {
  deliveries: Deliveries;
  sender: Sender;
  /** Tells a webhook nothing any more. */
  disable(webhook: Webhook, why: string): Promise<void>;
  /** Tells it again. */
  enable(webhook: Webhook): Promise<void>;
  /** Where webhooks are told that take their time to answer, so that they hold up no other; absent where this is that place. */
  slow?: DeliveryRequests | undefined;
}

export interface DeliverSettings {
  /** How long is it tried. */
  retrySeconds: number;
  /** A request's own limit. */
  timeoutSeconds: number;
  /** Whoever takes longer to answer is a slow one. */
  quickSeconds: number;
}

/** One receive of a delivery's message. */
export interface Received {
  receives: number;
  /** When the message was sent, ms since 1970. */
  sentAt: number;
}

/** What became of it: done, or to be tried again after so many seconds, or given up. */
export type Delivered = { answer?: Answer } & (
  | { done: 'delivered' | 'dropped' | 'old'; why?: string }
  | { again: number }
  | { handedOn: 'slow' }
  | { failed: string }
);

/** Answers by which a receiver says that it wants to hear no more. */
const GONE = 410;

/** Of these, and where there is no answer at all, the receiver is to blame and not what it was told. */
const isDown = ({ status, error }: Answer) => (error !== undefined && status === undefined) || busy(status);
const busy = (status = 0) => status === 429 || status >= 500;

const isTaken = ({ status = 0, error }: Answer) => error === undefined && status >= 200 && status < 300;

/** Tries one delivery once, unless it need not be, or its webhook is known not to answer. */
export async function deliver(
  request: DeliveryRequest,
  received: Received,
  settings: DeliverSettings,
  ports: DeliverPorts,
  now = Date.now,
): Promise<Delivered> {
  const { deliveries } = ports;
  const reading = await deliveries.read(request);
  const { webhook, delivery, standing } = reading;
  if (!delivery || delivery.round !== request.round || delivery.state === 'delivered') return { done: 'old' };
  if (!webhook || (webhook.disabled && delivery.type !== TEST)) {
    const why = webhook?.disabled?.why ?? 'The webhook was removed.';
    await deliveries.note(delivery, { end: { state: 'dropped', why } });
    return { done: 'dropped', why };
  }
  if (ports.slow && standing.slowUntil > now()) return handOn(request, received, ports.slow);
  const isLeft = standing.downUntil > now() && delivery.type !== TEST;
  if (isLeft || !(await mayTry(reading, settings, ports, now))) {
    return orFailed({ webhook, delivery }, { received, settings, ports, now });
  }
  const answer = await ports.sender.send(webhook, delivery);
  if (isSlow(answer, settings.quickSeconds)) {
    await deliveries.noteSlow(webhook.id, now() + SLOW_MS);
    if (ports.slow && answer.status === undefined) {
      await deliveries.note(delivery, { tried: answer });
      return { ...(await handOn(request, received, ports.slow)), answer };
    }
  }
  return answered({ webhook, delivery, standing }, answer, { received, settings, ports, now });
}

/** To where there is more time; it is tried no longer for that. */
async function handOn(
  request: DeliveryRequest,
  { sentAt }: Received,
  slow: DeliveryRequests,
): Promise<{ handedOn: 'slow' }> {
  await slow.send({ ...request, since: sentAt });
  return { handedOn: 'slow' };
}

/** It is to try a webhook, even one that was disabled. */
const TEST = 'fanreel.test';

interface Surroundings {
  received: Received;
  settings: DeliverSettings;
  ports: DeliverPorts;
  now: () => number;
}

interface Found {
  webhook: Webhook;
  delivery: NonNullable<Reading['delivery']>;
}

/** Of a webhook that was down, one looks whether it answers again. */
async function mayTry(
  { webhook, delivery, standing }: Reading,
  { timeoutSeconds }: DeliverSettings,
  { deliveries }: DeliverPorts,
  now: () => number,
): Promise<boolean> {
  if (!webhook || standing.downUntil === 0 || delivery?.type === TEST) return true;
  return deliveries.mayTry(webhook.id, standing, now() + 2_000 * timeoutSeconds);
}

async function answered(
  { webhook, delivery, standing }: Found & Pick<Reading, 'standing'>,
  answer: Answer,
  around: Surroundings,
): Promise<Delivered> {
  const { retryAfter: _, ...tried } = answer;
  const { ports, settings, now } = around;
  const { deliveries } = ports;
  if (isDown(answer)) {
    const failures = standing.failures + 1;
    const until = downUntil(failures, settings.retrySeconds, now());
    await deliveries.noteDown(webhook.id, { failures, downUntil: until });
  } else if (standing.failures > 0 || standing.downUntil > 0) await deliveries.noteUp(webhook.id);
  if (isTaken(answer)) {
    await deliveries.note(delivery, { tried, end: { state: 'delivered' } });
    if (webhook.disabled) await ports.enable(webhook);
    return { done: 'delivered', answer };
  }
  if (answer.status === GONE) {
    const why = 'It answered 410: it wants to be told nothing any more.';
    await deliveries.note(delivery, { tried, end: { state: 'dropped', why } });
    await ports.disable(webhook, why);
    return { done: 'dropped', answer, why };
  }
  await deliveries.note(delivery, { tried });
  return orFailed({ webhook, delivery }, around, answer);
}

/** Later, where there is a later: a test is tried once. */
async function orFailed(
  { delivery }: Found,
  { received: { receives, sentAt }, settings: { retrySeconds }, ports, now }: Surroundings,
  answer?: Answer,
): Promise<Delivered> {
  const again = pauseWith(answer?.retryAfter, pauseAfter(receives, retrySeconds));
  const isOver = now() + again * 1_000 > sentAt + retrySeconds * 1_000;
  if (!isOver && delivery.type !== TEST) return { again, ...(answer && { answer }) };
  const why = whyOf(answer ?? delivery.tries.at(-1));
  await ports.deliveries.note(delivery, { end: { state: 'failed', why } });
  return { failed: why, ...(answer && { answer }) };
}

function whyOf(last: Answer | undefined): string {
  if (!last) return 'It was never tried: the webhook did not answer others either.';
  return last.error ?? `It answered ${last.status}.`;
}
