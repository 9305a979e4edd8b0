import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { askedFor, type ServiceAction } from './request.ts';

/** A request as it came in, and the answer that a fault may spoil. */
export interface Passing {
  asked: ServiceAction;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Port of the worker's end of the connection, by which its process is found. */
  workerPort: number;
}

export interface Answered extends Passing {
  status: number;
  eTag: string | undefined;
}

/** Reads a request whole. */
export async function readPassing(request: IncomingMessage): Promise<Passing> {
  const body = await bodyOf(request);
  const { url = '', headers, socket } = request;
  return { asked: askedFor(request, body), body, url, headers, workerPort: socket.remotePort ?? 0 };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  if (request.headers.expect === '100-continue') request.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
