import { type FormTree, formList } from '../../query/readForm.ts';
import { LISTS, MAPS, NUMBERS } from './wireShapes.ts';

/** The input of a Query request as AWS JSON would have sent it. */
export function queryInput(action: string, form: FormTree): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).map(([name, node]) => member(action, name, node)));
}

function member(action: string, name: string, node: string | FormTree): [string, unknown] {
  if (typeof node === 'string') return [name, scalar(name, node)];
  if (name === `${action}RequestEntry`) return ['Entries', formList(node).map(one => entry(action, one))];
  const list = Object.keys(LISTS).find(key => LISTS[key] === name);
  if (list) return [list, formList(node)];
  const map = Object.keys(MAPS).find(key => MAPS[key]?.entry === name);
  return map ? [map, readMap(map, node)] : [name, node];
}

function entry(action: string, node: string | FormTree): unknown {
  return typeof node === 'string' ? node : queryInput(action, node);
}

/** An attribute's value is text in a queue's attributes, a structure of texts in a message's. */
function readMap(map: string, node: FormTree): Record<string, unknown> {
  const { key = 'Name', value = 'Value' } = MAPS[map] ?? {};
  const pairs = formList(node).filter(one => typeof one === 'object');
  return Object.fromEntries(pairs.map(pair => [String(pair[key]), pair[value]]));
}

function scalar(name: string, text: string): string | number {
  return NUMBERS.has(name) && /^-?\d+$/.test(text) ? Number(text) : text;
}
