import { z } from 'zod';
import { sqsAction } from './sqsAction.ts';
import { readTaskHandle } from './taskHandle.ts';

export const cancelMessageMoveTask = sqsAction(
  z.object({ TaskHandle: z.string() }),
  (store, { TaskHandle }) => ({
    ApproximateNumberOfMessagesMoved: store.moves.cancel(readTaskHandle(TaskHandle)),
  }),
);
