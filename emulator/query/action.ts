import type { z } from 'zod';
import type { AwsError } from './awsError.ts';

/** One AWS action over a service's store: input as in AWS JSON; the signal is aborted when the client hangs up. */
export type Action<Store> = (store: Store, input: unknown, signal: AbortSignal) => object | Promise<object>;

/** How a service words a parameter that is absent or wrong. */
export interface ParameterErrors {
  missing(parameter: string): AwsError;
  invalid(parameter: string, reason: string): AwsError;
}

/** An action whose input is checked first; only the fields that it uses are in the schema. */
export function action<Store, Schema extends z.ZodType>(
  schema: Schema,
  errors: ParameterErrors,
  run: (store: Store, input: z.output<Schema>, signal: AbortSignal) => object | Promise<object>,
): Action<Store> {
  return (store, input, signal) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(store, parsed.data, signal);
    const issue = parsed.error.issues[0];
    const parameter = issue?.path.join('.') || 'input';
    if (valueAt(input, issue?.path ?? []) === undefined) throw errors.missing(parameter);
    throw errors.invalid(parameter, issue?.message ?? 'It has the wrong form.');
  };
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
}
