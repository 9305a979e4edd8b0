import { z } from 'zod';
import { invalidParameter } from '../snsErrors.ts';
import { snsAction } from './snsAction.ts';

const attributes = z.object({
  RawMessageDelivery: z.enum(['true', 'false']).default('false'),
  FilterPolicy: z.string().optional(),
  FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
  RedrivePolicy: z.string().optional(),
});

/** Queues only. AWS refuses to subscribe again with other attributes; here the newer ones count. */
export const subscribe = snsAction(
  z.object({
    TopicArn: z.string(),
    Protocol: z.string(),
    Endpoint: z.string(),
    Attributes: attributes.prefault({}),
  }),
  (store, { TopicArn, Protocol, Endpoint, Attributes }) => {
    if (Protocol !== 'sqs') {
      throw invalidParameter('Protocol', `"${Protocol}" is not supported here; only sqs is.`);
    }
    if (!/^arn:aws[\w-]*:sqs:/.test(Endpoint)) throw invalidParameter('Endpoint', 'SQS endpoint ARN');
    const SubscriptionArn = store.subscribe({
      topicArn: TopicArn,
      queueArn: Endpoint,
      raw: Attributes.RawMessageDelivery === 'true',
      filterPolicy: Attributes.FilterPolicy,
      filterPolicyScope: Attributes.FilterPolicyScope,
      redrivePolicy: Attributes.RedrivePolicy,
    });
    return { SubscriptionArn };
  },
);
