import { z } from 'zod';
import { queueArn } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';
import { taskHandle } from './taskHandle.ts';

export const startMessageMoveTask = sqsAction(
  z.object({
    SourceArn: queueArn,
    DestinationArn: queueArn.optional(),
    MaxNumberOfMessagesPerSecond: z.number().optional(),
  }),
  (store, { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }) => {
    const id = store.moves.start({
      source: SourceArn,
      destination: DestinationArn,
      perSecond: MaxNumberOfMessagesPerSecond,
    });
    return { TaskHandle: taskHandle(id, store.arn(SourceArn)) };
  },
);
