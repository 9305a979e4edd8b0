import type { ServerResponse } from 'node:http';

export type XmlValue = string | number | boolean | null | undefined | XmlElement | XmlValue[];
export interface XmlElement {
  [name: string]: XmlValue;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Answers 200 with a document. */
export function sendXml(response: ServerResponse, root: string, content: XmlElement | string): void {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(xml(root, content));
}

/**
 * A whole document. A list becomes one element an entry; null and undefined become nothing. A name may have attributes
 * behind it, written out.
 */
export function xml(root: string, content: XmlElement | string, { namespace = true } = {}): string {
  const attribute = namespace ? ` xmlns="${NAMESPACE}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(content)}</${root}>`;
}

function inner(value: Exclude<XmlValue, XmlValue[]>): string {
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value)
    .flatMap(([name, one]) =>
      Array.isArray(one) ? one.map(entry => element(name, entry)) : element(name, one),
    )
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === null || value === undefined || Array.isArray(value)) return '';
  return `<${name}>${inner(value)}</${name.split(' ')[0]}>`;
}

/**
 * Control characters become references, as AWS writes them: `&#10;` for a newline, which a parser would else
 * normalize. `&#x1;` and its like are not XML 1.0; whoever has such keys asks for encoding-type=url.
 */
function escaped(text: string): string {
  return text.replace(/[&<>"\p{Cc}\uFFFE\uFFFF]/gu, character => {
    const named = NAMED[character];
    const code = character.charCodeAt(0);
    return named ?? (code < 32 && '\t\n\r'.includes(character) ? `&#${code};` : `&#x${code.toString(16)};`);
  });
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
