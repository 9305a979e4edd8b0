import type { ServerResponse } from 'node:http';
import { type XmlElement, xml } from './xml.ts';

export function sendXml(response: ServerResponse, root: string, content: XmlElement | string): void {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(xml(root, content));
}
