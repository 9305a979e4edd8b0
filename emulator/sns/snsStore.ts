import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { arn } from '../account.ts';
import type { MessageAttributes } from '../sqs/messages/messageAttributes.ts';
import type { SqsStore } from '../sqs/sqsStore.ts';
import { deliver } from './deliver.ts';
import { matchesFilter } from './filter/matchesFilter.ts';
import { type Filter, readFilter } from './filter/readFilter.ts';
import { checkPublished, type Published } from './published.ts';
import { invalidParameter, subscriptionNotFound, topicNotFound } from './snsErrors.ts';
import { type SubscribeInput, type Subscription, subscription } from './subscription.ts';

export interface SnsEvents {
  /** What a topic would have sent to an address: nothing here sends e-mail. */
  mailed: [Mail];
  published: [Published];
  /** A queue refused a delivery; the message is in `deadLetterQueue`, or lost when that is null. */
  deliveryFailed: [
    {
      topicArn: string;
      subscriptionArn: string;
      queueArn: string;
      messageId: string;
      reason: string;
      deadLetterQueue: string | null;
    },
  ];
}

/** A message to one address. */
export interface Mail extends Pick<Published, 'topicArn' | 'messageId' | 'subject' | 'message'> {
  address: string;
}

/** An address that hears of a topic. */
export interface MailInput {
  readonly topicArn: string;
  readonly address: string;
  /** JSON text or the object itself. */
  readonly filterPolicy?: unknown;
}

export interface PublishInput {
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string | undefined;
  readonly attributes?: MessageAttributes | undefined;
  readonly groupId?: string | undefined;
}

/**
 * SNS standard topics that deliver to the queues of one SqsStore. Topics and subscriptions live in memory: the stack
 * makes them anew at every start. Messages are durable once published, in the queues.
 */
export class SnsStore extends EventEmitter<SnsEvents> {
  readonly #sqs: SqsStore;
  readonly #topics = new Map<string, Map<string, Subscription>>();
  readonly #mailed: { topicArn: string; address: string; filter: Filter | null }[] = [];

  constructor(sqs: SqsStore) {
    super();
    this.#sqs = sqs;
  }

  /** Returns the topic's ARN, of a new one or the one that is there. */
  createTopic(name: string): string {
    if (!/^[\w-]{1,256}$/.test(name)) {
      throw invalidParameter(
        'Name',
        'it has 1 to 256 letters, digits, hyphens and underscores (no FIFO topics).',
      );
    }
    const topicArn = arn('sns', name);
    if (!this.#topics.has(topicArn)) this.#topics.set(topicArn, new Map());
    return topicArn;
  }

  /** The topics' ARNs. */
  listTopics(): string[] {
    return [...this.#topics.keys()];
  }

  /** Returns the subscription's ARN; one that is there gets these settings in place of its own. @throws {AwsError} */
  subscribe(input: SubscribeInput): string {
    const made = subscription(input);
    this.#topic(input.topicArn).set(made.arn, made);
    return made.arn;
  }

  /** Has a topic's messages told to an address, by an event; AWS asks that to confirm first. @throws {AwsError} */
  subscribeMail({ topicArn, address, filterPolicy }: MailInput): void {
    this.#topic(topicArn);
    this.#mailed.push({
      topicArn,
      address,
      filter: filterPolicy === undefined ? null : readFilter(filterPolicy),
    });
  }

  /** One that is not there is no error, as on AWS. */
  unsubscribe(subscriptionArn: string): void {
    for (const subscriptions of this.#topics.values()) subscriptions.delete(subscriptionArn);
  }

  /** Of one topic, or all. */
  listSubscriptions(topicArn?: string): Subscription[] {
    const topics = topicArn === undefined ? [...this.#topics.values()] : [this.#topic(topicArn)];
    return topics.flatMap(subscriptions => [...subscriptions.values()]);
  }

  /** @throws {AwsError} NotFound */
  subscription(subscriptionArn: string): Subscription {
    const found = this.listSubscriptions().find(({ arn }) => arn === subscriptionArn);
    if (!found) throw subscriptionNotFound();
    return found;
  }

  /** Puts the message into every queue that its filter lets it to, in one commit; returns its id. @throws {AwsError} */
  publish(input: PublishInput): string {
    const { topicArn, message, subject, attributes = {}, groupId } = input;
    const subscriptions = this.listSubscriptions(topicArn);
    checkPublished({ message, subject, attributes });
    const published = { topicArn, messageId: randomUUID(), message, subject, attributes, groupId };
    const failures = this.#sqs.transaction(() => this.#deliverAll(subscriptions, published));
    this.emit('published', published);
    this.#mail(published);
    for (const failure of failures) this.emit('deliveryFailed', failure);
    return published.messageId;
  }

  #deliverAll(subscriptions: Subscription[], published: Published): SnsEvents['deliveryFailed'][0][] {
    const { topicArn, messageId } = published;
    return subscriptions
      .filter(({ filter, filterScope }) => !filter || matchesFilter(filter, filterScope, published))
      .flatMap(one => {
        const delivery = deliver(this.#sqs, one, published);
        if (delivery.delivered) return [];
        const { reason, deadLetterQueue } = delivery;
        const { arn, queueArn } = one;
        return { topicArn, subscriptionArn: arn, queueArn, messageId, reason, deadLetterQueue };
      });
  }

  #mail(published: Published): void {
    const { topicArn, messageId, subject, message } = published;
    for (const { address, filter } of this.#mailed.filter(one => one.topicArn === topicArn)) {
      if (filter && !matchesFilter(filter, 'MessageAttributes', published)) continue;
      this.emit('mailed', { topicArn, messageId, subject, message, address });
    }
  }

  #topic(arn: string): Map<string, Subscription> {
    const topic = this.#topics.get(arn);
    if (!topic) throw topicNotFound();
    return topic;
  }
}
