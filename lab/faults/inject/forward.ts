import { type Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { Passing } from './passing.ts';

/** Where requests go on to. */
export interface Onward {
  agent: Agent;
  /** Port on 127.0.0.1. */
  target: number;
}

/** Passes a request on and answers with what it came to, whose body has still to be read. */
export function forward(
  request: IncomingMessage,
  { body }: Passing,
  { agent, target }: Onward,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = request;
    const onward = send({
      agent,
      host: '127.0.0.1',
      port: target,
      method,
      path: url,
      headers: withLength(headers, body),
    });
    onward.once('response', resolve).once('error', reject).end(body);
  });
}

/** The body was read whole, so it is no longer sent in chunks. */
function withLength(headers: IncomingMessage['headers'], body: Buffer) {
  const { 'transfer-encoding': _, expect: __, ...rest } = headers;
  return body.length > 0 || rest['content-length']
    ? { ...rest, 'content-length': String(body.length) }
    : rest;
}

/** Answers as the answer is. */
export function passBack(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

/** Answers with half of what was promised, and then nothing. */
export async function cutShort(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const length = Number(answer.headers['content-length'] ?? 0);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  let left = Math.floor(length / 2);
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (left > 0) response.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  response.destroy();
}
