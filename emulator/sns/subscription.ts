import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNT } from '../account.ts';
import type { FilterScope } from './filter/matchesFilter.ts';
import { type Filter, readFilter } from './filter/readFilter.ts';
import { invalidParameter } from './snsErrors.ts';

export interface SubscribeInput {
  readonly topicArn: string;
  readonly queueArn: string;
  /** Raw delivery: the body as published, message attributes passed on. */
  readonly raw: boolean;
  /** JSON text or the object itself. */
  readonly filterPolicy?: unknown;
  /** @default 'MessageAttributes' */
  readonly filterPolicyScope?: FilterScope | undefined;
  /** `{deadLetterTargetArn}`, JSON text or the object: where deliveries go that failed. */
  readonly redrivePolicy?: unknown;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly queueArn: string;
  readonly raw: boolean;
  readonly filter: Filter | null;
  readonly filterScope: FilterScope;
  readonly deadLetterArn: string | null;
  /** As GetSubscriptionAttributes shows it. */
  readonly attributes: Readonly<Record<string, string>>;
}

const redriveSchema = z.object({ deadLetterTargetArn: z.string().startsWith('arn:') });

/**
 * A queue's subscription to a topic. Its ARN follows from the two, so that it is the same after each start.
 * @throws {AwsError} InvalidParameter for a policy that cannot be read.
 */
export function subscription(input: SubscribeInput): Subscription {
  const { topicArn, queueArn, raw, filterPolicy, filterPolicyScope = 'MessageAttributes' } = input;
  const filter = filterPolicy === undefined ? null : readFilter(filterPolicy);
  const arn = `${topicArn}:${uuidOf(`${topicArn} ${queueArn}`)}`;
  return {
    arn,
    topicArn,
    queueArn,
    raw,
    filter,
    filterScope: filterPolicyScope,
    deadLetterArn: input.redrivePolicy === undefined ? null : readRedrive(input.redrivePolicy),
    attributes: {
      SubscriptionArn: arn,
      TopicArn: topicArn,
      Owner: ACCOUNT,
      Protocol: 'sqs',
      Endpoint: queueArn,
      RawMessageDelivery: String(raw),
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      ...(filter && { FilterPolicy: text(filterPolicy), FilterPolicyScope: filterPolicyScope }),
      ...(input.redrivePolicy !== undefined && { RedrivePolicy: text(input.redrivePolicy) }),
    },
  };
}

function readRedrive(policy: unknown): string {
  try {
    return redriveSchema.parse(typeof policy === 'string' ? JSON.parse(policy) : policy).deadLetterTargetArn;
  } catch {
    throw invalidParameter('RedrivePolicy', 'it must be {"deadLetterTargetArn": "arn:aws:sqs:..."}.');
  }
}

function text(policy: unknown): string {
  return typeof policy === 'string' ? policy : JSON.stringify(policy);
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
