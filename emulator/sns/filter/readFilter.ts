import { z } from 'zod';
import { invalidParameter } from '../snsErrors.ts';
import { type FilterCondition, filterConditionSchema } from './filterCondition.ts';

/** A filter policy, read: all its terms must hold. */
export type Filter = readonly FilterTerm[];

export type FilterTerm =
  | { readonly kind: 'conditions'; readonly key: string; readonly conditions: readonly FilterCondition[] }
  | { readonly kind: 'inner'; readonly key: string; readonly filter: Filter }
  | { readonly kind: 'or'; readonly alternatives: readonly Filter[] };

/**
 * Reads a filter policy, JSON text or object.
 * @throws {AwsError} InvalidParameter for a policy that SNS refuses or an operator that is not built here.
 */
export function readFilter(policy: unknown): Filter {
  return readTerms(typeof policy === 'string' ? parseJson(policy) : policy, '');
}

function readTerms(policy: unknown, path: string): Filter {
  const terms = z.record(z.string(), z.unknown()).safeParse(policy);
  if (!terms.success) throw invalidParameter('FilterPolicy', `${path || 'it'} must be a JSON object.`);
  return Object.entries(terms.data).map(([key, rule]) => readTerm(key, rule, path ? `${path}.${key}` : key));
}

function readTerm(key: string, rule: unknown, path: string): FilterTerm {
  if (key === '$or' && Array.isArray(rule)) {
    return { kind: 'or', alternatives: rule.map(one => readTerms(one, path)) };
  }
  if (!Array.isArray(rule)) return { kind: 'inner', key, filter: readTerms(rule, path) };
  const conditions = z.array(filterConditionSchema).min(1).safeParse(rule);
  if (conditions.success) return { kind: 'conditions', key, conditions: conditions.data };
  throw invalidParameter(
    'FilterPolicy',
    `"${path}" must list exact values, prefix, suffix, equals-ignore-case, anything-but, numeric or exists.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('FilterPolicy', 'failed to parse JSON.');
  }
}
