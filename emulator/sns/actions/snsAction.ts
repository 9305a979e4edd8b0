import type { z } from 'zod';
import { type Action, action } from '../../query/action.ts';
import { parameterErrors } from '../snsErrors.ts';
import type { SnsStore } from '../snsStore.ts';

/** One SNS action: its input checked, then run. */
export function snsAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (store: SnsStore, input: z.output<Schema>) => object,
): Action<SnsStore> {
  return action(schema, parameterErrors, run);
}
