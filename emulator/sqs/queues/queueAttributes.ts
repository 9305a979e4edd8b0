import type { MessageCounts } from '../table/queueDepths.ts';
import { numberAttributes } from './queueSettings.ts';
import type { Queue } from './queueTable.ts';

/** A queue's attributes as GetQueueAttributes names them: what was set, the defaults, and what SQS adds. */
export function queueAttributes(
  queue: Queue,
  facts: { arn: string; counts: MessageCounts },
): Record<string, string> {
  const { visible, inFlight, delayed } = facts.counts;
  return {
    SqsManagedSseEnabled: 'false',
    ...queue.attributes,
    ...numberAttributes(queue.settings),
    QueueArn: facts.arn,
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
  };
}

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1_000));
}
