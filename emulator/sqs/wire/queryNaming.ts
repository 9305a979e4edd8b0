import type { XmlNaming } from '../../query/writeXml.ts';
import { LISTS, MAPS } from './wireShapes.ts';

/** How the answers of an action are spelled in XML. */
export function queryNaming(action: string): XmlNaming {
  return {
    list: name => ({
      item: name === 'Successful' ? `${action}ResultEntry` : (LISTS[name] ?? name),
      flattened: true,
    }),
    map: name => {
      const map = MAPS[name];
      return map && { ...map, flattened: true };
    },
  };
}
