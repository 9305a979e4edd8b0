import type { Delivery, DeliveryState, Try } from '../../contract/webhooks/delivery.ts';
import type { DeliveryRequest } from '../../contract/webhooks/deliveryRequest.ts';
import type { News } from '../../contract/webhooks/payload.ts';
import type { Webhook } from '../../contract/webhooks/webhook.ts';

/** Whether a webhook answers. */
export interface Standing {
  /** One after the other, until it answered. */
  failures: number;
  /** ms since 1970. Until then it is left alone. */
  downUntil: number;
  /** ms since 1970. Until then it is taken for one that takes its time to answer. */
  slowUntil: number;
}

/** An event for one webhook. */
export interface NewDelivery {
  webhook: string;
  /** By which the same event is known again. */
  eventId: string;
  news: News;
  about: Delivery['about'];
}

/** How a round ended. */
export interface End {
  state: Exclude<DeliveryState, 'waiting'>;
  why?: string;
}

/** What webhooks are told, and were told. */
export interface Deliveries {
  /** Writes it with the webhook's next number; one that is there already stays as it is. */
  record(delivery: NewDelivery): Promise<{ delivery: Delivery; isNew: boolean }>;
  /** As they are now, in one request; null for what is not there any more. */
  read(request: DeliveryRequest): Promise<Reading>;
  /** Adds a request to the log, or an end, or both. What was delivered stays so. */
  note(delivery: Delivery, news: { tried?: Try; end?: End }): Promise<void>;
  /** A webhook did not answer for the so-manieth time, and is left alone for a while. */
  noteDown(webhook: string, standing: Pick<Standing, 'failures' | 'downUntil'>): Promise<void>;
  noteUp(webhook: string): Promise<void>;
  /** A webhook takes its time to answer, and is taken for one that does until then, ms since 1970. */
  noteSlow(webhook: string, until: number): Promise<void>;
  /** Lets one of all that wait try whether it answers again: false where another one does. */
  mayTry(webhook: string, seen: Standing, until: number): Promise<boolean>;
}

export interface Reading {
  webhook: Webhook | null;
  delivery: (Delivery & { body: string }) | null;
  standing: Standing;
}

/** What came of a request. */
export interface Answer extends Try {
  /** As it was asked to, seconds from now. */
  retryAfter?: number;
}

/** Signs and sends. */
export interface Sender {
  /** Never throws: what went wrong is its answer. */
  send(webhook: Webhook, delivery: { id: string; body: string }): Promise<Answer>;
}

/** Messages that have something delivered. */
export interface DeliveryRequests {
  send(request: DeliveryRequest): Promise<void>;
}
