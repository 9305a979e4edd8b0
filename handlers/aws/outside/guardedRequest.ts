import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { WorkError } from '../../../failures/workError.ts';
import { addressIn, isThisMachine } from '../../../presets/api/address.ts';
import { checkAddress, checkedLookup, type Reach } from './checkedLookup.ts';

export interface GuardedRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers?: Record<string, string>;
  body?: string;
  /** Until the answer is whole. */
  timeoutSeconds: number;
  /** An answer that is longer is not read to its end. Absent where nobody wants to know what it says. */
  maxBytes?: number;
  reach: Reach;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Nothing of an answer that is no success, which is told by its status; nor of one that is whole where a range was asked for. */
  body: Buffer;
}

const PARTIAL = 206;

/**
 * One request, to an address that may be called, over TLS unless that is this machine. Redirects are answers as others are:
 * none is followed.
 * @throws {WorkError} preset/api-refused for an address that may not be called, preset/api-answer for one too long,
 * transient/api-unavailable where there is no whole answer in time.
 */
export async function guardedRequest(asked: GuardedRequest): Promise<Answer> {
  const { url, timeoutSeconds, maxBytes, reach } = asked;
  checkUrl(url, reach);
  const signal = AbortSignal.timeout(timeoutSeconds * 1_000);
  try {
    const response = await send(asked, signal);
    const { statusCode: status = 0, headers } = response;
    if (maxBytes !== undefined && isWanted(status, asked)) {
      return { status, headers, body: await readBody(response, url, maxBytes) };
    }
    response.destroy();
    return { status, headers, body: Buffer.alloc(0) };
  } catch (error) {
    if (error instanceof WorkError) throw error;
    const why = signal.aborted ? `gave no whole answer in ${timeoutSeconds} s` : whyOf(error);
    throw new WorkError('api-unavailable', { message: `${nameOf(url)} ${why}.`, cause: error });
  }
}

/** What is told of an address: what it is asked with may hold what is nobody's business. */
export function nameOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** @throws {WorkError} preset/api-refused for what is neither https nor, where that may be called, this machine. */
export function checkUrl(url: URL, reach: Reach): void {
  const address = addressIn(url);
  if (address !== null) checkAddress(address, reach);
  const isPlain = url.protocol === 'http:' && reach.loopback && isThisMachine(url);
  if (url.protocol === 'https:' || isPlain) return;
  throw new WorkError('api-refused', { message: `${nameOf(url)} is not called: it is not https.` });
}

function send(
  { method, url, headers = {}, body, reach }: GuardedRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { method, headers, signal, lookup: checkedLookup(reach) })
      .once('response', resolve)
      .once('upgrade', (response, socket) => {
        // Nobody asked for another protocol. Unless it is heard, Node.js ends the connection and says nothing, ever.
        socket.destroy();
        resolve(response);
      })
      .once('error', reject)
      .end(body);
  });
}

function isWanted(status: number, { headers }: GuardedRequest): boolean {
  return headers?.range === undefined ? status >= 200 && status < 300 : status === PARTIAL;
}

async function readBody(response: IncomingMessage, url: URL, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      // Leaving the loop ends the connection.
      throw new WorkError('api-answer', { message: `${nameOf(url)} answered more than ${maxBytes} bytes.` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `could not be asked: ${code ?? message}`;
}
