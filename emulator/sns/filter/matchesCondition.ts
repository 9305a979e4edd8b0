import type { FilterCondition, TextRule } from './filterCondition.ts';

/** Whether one of the values meets the condition; no values at all stand for a key that is not there. */
export function matchesCondition(condition: FilterCondition, values: unknown[] | undefined): boolean {
  if (isRule(condition) && 'exists' in condition) return condition.exists === (values !== undefined);
  return values?.some(value => meets(condition, value)) ?? false;
}

type Rule = Exclude<FilterCondition, string | number | boolean | null>;

function meets(condition: FilterCondition, value: unknown): boolean {
  if (!isRule(condition)) return condition === value;
  if ('numeric' in condition) return typeof value === 'number' && inRange(condition.numeric, value);
  if ('anything-but' in condition) return !meetsAny(condition['anything-but'], value);
  return 'exists' in condition || meetsText(condition, value);
}

function meetsAny(
  unwanted: Extract<Rule, { 'anything-but': unknown }>['anything-but'],
  value: unknown,
): boolean {
  if (Array.isArray(unwanted)) return unwanted.some(one => one === value);
  return typeof unwanted === 'object' && unwanted !== null ? meetsText(unwanted, value) : unwanted === value;
}

function meetsText(rule: TextRule, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if ('prefix' in rule) return value.startsWith(rule.prefix);
  if ('suffix' in rule) return value.endsWith(rule.suffix);
  return value.toLowerCase() === rule['equals-ignore-case'].toLowerCase();
}

/** Operators and limits take turns: `['>=', 1, '<', 5]`. */
function inRange(numeric: (string | number)[], value: number): boolean {
  const [operator, limit, ...rest] = numeric;
  return compare(String(operator), value, Number(limit)) && (rest.length === 0 || inRange(rest, value));
}

function compare(operator: string, value: number, limit: number): boolean {
  if (operator === '<') return value < limit;
  if (operator === '<=') return value <= limit;
  if (operator === '>') return value > limit;
  if (operator === '>=') return value >= limit;
  return value === limit;
}

function isRule(condition: FilterCondition): condition is Rule {
  return typeof condition === 'object' && condition !== null;
}
