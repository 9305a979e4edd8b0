import type { z } from 'zod';
import { type Action, action } from '../../query/action.ts';
import { parameterErrors } from '../sqsErrors.ts';
import type { SqsStore } from '../sqsStore.ts';

/** One SQS action: its input checked, then run; its output is as in AWS JSON. */
export function sqsAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (store: SqsStore, input: z.output<Schema>, signal: AbortSignal) => object | Promise<object>,
): Action<SqsStore> {
  return action(schema, parameterErrors, run);
}
