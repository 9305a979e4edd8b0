import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const textRule = z.union([
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
]);

const comparison = z.tuple([z.enum(['=', '<', '<=', '>', '>=']), z.number()]);

/** One element of a policy's list; the operators that SNS has, but for `cidr` and `wildcard`. */
export const filterConditionSchema = z.union([
  scalar,
  textRule,
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    numeric: z.union([comparison, z.tuple([...comparison.def.items, ...comparison.def.items])]),
  }),
  z.strictObject({ 'anything-but': z.union([scalar, z.array(scalar).min(1), textRule]) }),
]);

export type FilterCondition = z.output<typeof filterConditionSchema>;
export type TextRule = z.output<typeof textRule>;
