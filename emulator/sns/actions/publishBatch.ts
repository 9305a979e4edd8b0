import { z } from 'zod';
import { AwsError } from '../../query/awsError.ts';
import { snsBatchErrors } from '../snsErrors.ts';
import { outgoing, publishOutgoing } from './outgoing.ts';
import { snsAction } from './snsAction.ts';

const entry = outgoing.extend({ Id: z.string() });

/** Each entry for itself: those that failed do not undo the others. */
export const publishBatch = snsAction(
  z.object({ TopicArn: z.string(), PublishBatchRequestEntries: z.array(entry).default([]) }),
  (store, { TopicArn, PublishBatchRequestEntries: entries }) => {
    store.listSubscriptions(TopicArn);
    check(entries.map(({ Id }) => Id));
    const Successful: object[] = [];
    const Failed: object[] = [];
    for (const one of entries) {
      try {
        Successful.push({ Id: one.Id, ...publishOutgoing(store, TopicArn, one) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const { code, message, fault } = error;
        Failed.push({ Id: one.Id, Code: code, Message: message, SenderFault: fault === 'Sender' });
      }
    }
    return { Successful, Failed };
  },
);

function check(ids: string[]): void {
  if (ids.length === 0) throw snsBatchErrors.empty();
  if (ids.length > 10) throw snsBatchErrors.tooMany(ids.length);
  if (new Set(ids).size < ids.length) throw snsBatchErrors.notDistinct();
}
