import type { MessageAttribute, MessageAttributes } from '../../sqs/messages/messageAttributes.ts';
import { matchesCondition } from './matchesCondition.ts';
import type { Filter } from './readFilter.ts';

/** Where a subscription's policy looks. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** Whether the filter lets the message through; one with a body that is no JSON object passes no body filter. */
export function matchesFilter(
  filter: Filter,
  scope: FilterScope,
  published: { message: string; attributes: MessageAttributes },
): boolean {
  if (scope === 'MessageAttributes') {
    return matches(filter, name => attributeValues(published.attributes[name]));
  }
  return matchesObject(filter, parseJson(published.message));
}

/** The values of a key; undefined when it is not there. */
type ValuesOf = (key: string) => unknown[] | undefined;

function matches(filter: Filter, valuesOf: ValuesOf): boolean {
  return filter.every(term => {
    if (term.kind === 'or') return term.alternatives.some(one => matches(one, valuesOf));
    const values = valuesOf(term.key);
    if (term.kind === 'inner') return values?.some(value => matchesObject(term.filter, value)) ?? false;
    return term.conditions.some(condition => matchesCondition(condition, values));
  });
}

/** An array stands for each of its elements. */
function matchesObject(filter: Filter, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return matches(filter, key => (members.has(key) ? flatten(members.get(key)) : undefined));
}

/** SNS does not look into binary attributes: they count as absent. */
function attributeValues(attribute: MessageAttribute | undefined): unknown[] | undefined {
  if (attribute?.StringValue === undefined) return undefined;
  const { DataType, StringValue } = attribute;
  if (/^Number(\.|$)/.test(DataType)) return [Number(StringValue)];
  if (DataType === 'String.Array') return flatten(parseJson(StringValue));
  return [StringValue];
}

function flatten(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
