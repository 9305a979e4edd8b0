import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Random, randomOf } from '../../support/random.ts';
import { askedFor, type ServiceAction } from './request.ts';
import { chooseWireFault, SUBMISSION_WEIGHT, slowDown, type WireFault } from './wireFault.ts';

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

export interface ProxyOptions {
  /** Port of the runtime. */
  target: number;
  seed: number;
  /** Of all requests, the share that something happens to. */
  share: number;
  onFault(fault: WireFault): void;
  /** Before a request is passed on. */
  onRequest(passing: Passing): void;
  /** Once it has been carried out. */
  onAnswer(answered: Answered): void;
}

export interface Proxy {
  endpoint: string;
  /** Ends all injecting: from now on requests pass as they are. */
  calm(): void;
  close(): Promise<void>;
}

/** How long one that is held back waits for the next one, milliseconds. */
const HELD_MS = 400;
const DELAY_MS = { least: 50, most: 1_500 };
/** Long enough for a small job to be done, within the clients' patience, milliseconds. */
const LATE_MS = 5_000;
/** Longer than the clients' patience with small answers (handlers/aws/clients.ts), milliseconds. */
const SILENCE_MS = 11_000;

/** The wire between the functions and AWS: an HTTP proxy on 127.0.0.1 that does to some requests what networks do. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  const random = randomOf(options.seed);
  let share = options.share;
  const held: (() => void)[] = [];
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  server.requestTimeout = 0;
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const asked = askedFor(request, body);
    for (const goOn of held.splice(0)) goOn();
    const { url = '', headers, socket } = request;
    const passing = { asked, body, url, headers, workerPort: socket.remotePort ?? 0 };
    options.onRequest(passing);
    const weight = asked.action === 'CreateJob' ? SUBMISSION_WEIGHT : 1;
    const fault = random.chance(share * weight) ? chooseWireFault(asked, random) : null;
    if (fault) options.onFault(fault);
    await carry(fault, { request, response, passing });
  }

  async function carry(
    fault: WireFault | null,
    { request, response, passing }: { request: IncomingMessage; response: ServerResponse; passing: Passing },
  ): Promise<void> {
    const pass = () => forward(request, passing, { agent, target: options.target });
    const told = (answer: IncomingMessage) =>
      options.onAnswer({ ...passing, status: answer.statusCode ?? 0, eTag: answer.headers.etag });
    switch (fault) {
      case 'reset':
        response.destroy();
        return;
      case 'error-500':
        response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error');
        return;
      case 'slow-down': {
        const { status, type, body } = slowDown(passing.asked);
        const errorType = type === 'application/json' ? { 'x-amzn-errortype': errorName(body) } : {};
        response.writeHead(status, { 'content-type': type, ...errorType }).end(body);
        return;
      }
      case 'delayed':
        await wait(delay(random));
        break;
      case 'held-back':
        await Promise.race([wait(HELD_MS), new Promise<void>(resolve => held.push(resolve))]);
        break;
      case 'repeated': {
        const first = await pass();
        told(first);
        first.resume();
        break;
      }
      case 'silent':
        await wait(SILENCE_MS);
        response.destroy();
        return;
    }
    const answer = await pass();
    told(answer);
    if (fault === 'late-answer') await wait(LATE_MS);
    if (fault === 'lost-answer') {
      answer.resume();
      response.destroy();
    } else if (fault === 'truncated') {
      await cutShort(answer, response);
    } else {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }
  }

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calm: () => {
      share = 0;
    },
    close: async () => {
      agent.destroy();
      await new Promise(done => server.close(done).closeAllConnections());
    },
  };
}

function forward(
  request: IncomingMessage,
  { body }: Passing,
  { agent, target }: { agent: Agent; target: number },
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

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  if (request.headers.expect === '100-continue') request.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Half of what was promised, and then nothing. */
async function cutShort(answer: IncomingMessage, response: ServerResponse): Promise<void> {
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

function errorName(body: string): string {
  return (JSON.parse(body) as { __type: string }).__type.split('#').at(-1) ?? '';
}

function delay(random: Random): number {
  return random.between(DELAY_MS.least, DELAY_MS.most);
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
