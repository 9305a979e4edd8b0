import type { ServerResponse } from 'node:http';
import type { Refused } from '../wire/refused.ts';
import { csp } from './csp.ts';

/** In each answer: no other page may open it and keep hold of it, or read what it reads. */
const HEADERS = {
  'content-security-policy': csp(),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Answers with these bytes. */
export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  more: Record<string, string> = {},
): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, ...more }).end(body);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Answers that it is not answered, and why. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { message } satisfies Refused);
}
