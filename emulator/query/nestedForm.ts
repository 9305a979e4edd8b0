import { type FormTree, formList } from './readForm.ts';
import type { XmlNaming } from './writeXml.ts';

/**
 * The input of a Query request in the spelling of SNS and STS: lists are `Name.member.1`, maps `Name.entry.1.key` and
 * `.value` (message attributes say `Name` and `Value`). Every scalar stays text.
 */
export function nestedInput(node: string | FormTree): unknown {
  if (typeof node === 'string') return node;
  if (typeof node.member === 'object') return formList(node.member).map(nestedInput);
  if (typeof node.entry === 'object') return Object.fromEntries(formList(node.entry).flatMap(readEntry));
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, nestedInput(child)]));
}

function readEntry(entry: string | FormTree): [string, unknown][] {
  if (typeof entry === 'string') return [];
  const value = entry.value ?? entry.Value;
  return value === undefined ? [] : [[String(entry.key ?? entry.Name), nestedInput(value)]];
}

/** How SNS and STS spell answers in XML; `Attributes` is the only map that they have. */
export const nestedNaming: XmlNaming = {
  list: () => ({ item: 'member', flattened: false }),
  map: name =>
    name === 'Attributes' ? { entry: 'entry', key: 'key', value: 'value', flattened: false } : undefined,
};
