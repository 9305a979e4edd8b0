import { z } from 'zod';
import { outgoing, publishOutgoing } from './outgoing.ts';
import { snsAction } from './snsAction.ts';

/** To topics only; TargetArn is another name that AWS has for the topic's. */
export const publish = snsAction(
  z.preprocess(
    input =>
      typeof input === 'object' && input !== null
        ? { TopicArn: Reflect.get(input, 'TargetArn'), ...input }
        : input,
    outgoing.extend({ TopicArn: z.string() }),
  ),
  (store, input) => publishOutgoing(store, input.TopicArn, input),
);
