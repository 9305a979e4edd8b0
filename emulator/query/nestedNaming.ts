import type { XmlNaming } from './writeXml.ts';

/** How SNS and STS spell answers in XML; `Attributes` is the only map that they have. */
export const nestedNaming: XmlNaming = {
  list: () => ({ item: 'member', flattened: false }),
  map: name =>
    name === 'Attributes' ? { entry: 'entry', key: 'key', value: 'value', flattened: false } : undefined,
};
