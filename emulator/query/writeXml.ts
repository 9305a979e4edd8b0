/** How one service spells lists and maps; a name that neither knows is a structure. */
export interface XmlNaming {
  list(name: string): { item: string; flattened: boolean };
  map(name: string): { entry: string; key: string; value: string; flattened: boolean } | undefined;
}

/** A value as an XML element called `name`, or several of them for a flattened list or map; nothing for undefined. */
export function writeXml(name: string, value: unknown, naming: XmlNaming): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const { item, flattened } = naming.list(name);
    return wrap(
      name,
      value.map(one => writeXml(item, one, naming)),
      flattened,
    );
  }
  if (typeof value !== 'object') return element(name, escapeXml(String(value)));
  const map = naming.map(name);
  if (!map) return element(name, writeMembers(value, naming));
  const entries = Object.entries(value).map(([key, one]) =>
    element(map.entry, element(map.key, escapeXml(key)) + writeXml(map.value, one, naming)),
  );
  return wrap(name, entries, map.flattened);
}

/** The members of a structure, one element each, without an element around them. */
export function writeMembers(value: object, naming: XmlNaming): string {
  return Object.entries(value)
    .map(([name, one]) => writeXml(name, one, naming))
    .join('');
}

export function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

/** A carriage return is escaped too: an XML reader turns a bare one into a newline, and the MD5 no longer fits. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, character => `&#${character.charCodeAt(0)};`);
}

function wrap(name: string, items: string[], flattened: boolean): string {
  return flattened ? items.join('') : element(name, items.join(''));
}
