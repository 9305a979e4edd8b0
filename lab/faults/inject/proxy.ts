import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, randomOf } from '../../support/random.ts';
import { cutShort, forward, type Onward, passBack } from './forward.ts';
import { type Answered, type Passing, readPassing } from './passing.ts';
import { chooseWireFault, SUBMISSION_WEIGHT, slowDown, type WireFault } from './wireFault.ts';

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

/** How long one that is held back waits for the next one, milliseconds. */
const HELD_MS = 400;
const DELAY_MS = { least: 50, most: 1_500 };
/** Long enough for a small job to be done, within the clients' patience, milliseconds. */
const LATE_MS = 5_000;
/** Longer than the functions' clients have patience with small answers, milliseconds. */
const SILENCE_MS = 11_000;

/** What a fault is done to. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  passing: Passing;
}

/** The wire between the functions and AWS: an HTTP proxy on 127.0.0.1 that does to some requests what networks do. */
export class WireProxy {
  readonly #options: ProxyOptions;
  readonly #random: Random;
  readonly #onward: Onward;
  readonly #server: Server;
  /** Those that are held back, each by what lets it go on. */
  readonly #held: (() => void)[] = [];
  #share: number;

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.#share = options.share;
    this.#random = randomOf(options.seed);
    this.#onward = { agent: new Agent({ keepAlive: true }), target: options.target };
    this.#server = createServer((request, response) => {
      void this.#serve(request, response).catch(() => response.destroy());
    });
    this.#server.requestTimeout = 0;
  }

  static async start(options: ProxyOptions): Promise<WireProxy> {
    const proxy = new WireProxy(options);
    await new Promise<void>(listening => proxy.#server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends all injecting: from now on requests pass as they are. */
  calm(): void {
    this.#share = 0;
  }

  async close(): Promise<void> {
    this.#onward.agent.destroy();
    await new Promise(done => this.#server.close(done).closeAllConnections());
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const passing = await readPassing(request);
    for (const goOn of this.#held.splice(0)) goOn();
    this.#options.onRequest(passing);
    const weight = passing.asked.action === 'CreateJob' ? SUBMISSION_WEIGHT : 1;
    const isHit = this.#random.chance(this.#share * weight);
    const fault = isHit ? chooseWireFault(passing.asked, this.#random) : null;
    if (fault) this.#options.onFault(fault);
    const exchange = { request, response, passing };
    if (await this.#isKept(fault, exchange)) return;
    await this.#answer(fault, exchange);
  }

  /** Does what befalls a request on its way; true where it does not arrive. */
  async #isKept(fault: WireFault | null, exchange: Exchange): Promise<boolean> {
    const { response, passing } = exchange;
    switch (fault) {
      case 'reset':
        response.destroy();
        return true;
      case 'silent':
        await wait(SILENCE_MS);
        response.destroy();
        return true;
      case 'error-500':
        response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error');
        return true;
      case 'slow-down': {
        const { status, headers, body } = slowDown(passing.asked);
        response.writeHead(status, headers).end(body);
        return true;
      }
      case 'delayed':
        await wait(this.#random.between(DELAY_MS.least, DELAY_MS.most));
        return false;
      case 'held-back':
        await Promise.race([wait(HELD_MS), new Promise<void>(resolve => this.#held.push(resolve))]);
        return false;
      case 'repeated':
        (await this.#passOn(exchange)).resume();
        return false;
      default:
        return false;
    }
  }

  /** Does what befalls the answer on its way back. */
  async #answer(fault: WireFault | null, exchange: Exchange): Promise<void> {
    const { response } = exchange;
    const answer = await this.#passOn(exchange);
    if (fault === 'late-answer') await wait(LATE_MS);
    if (fault === 'lost-answer') {
      answer.resume();
      response.destroy();
    } else if (fault === 'truncated') {
      await cutShort(answer, response);
    } else {
      passBack(answer, response);
    }
  }

  async #passOn({ request, passing }: Exchange): Promise<IncomingMessage> {
    const answer = await forward(request, passing, this.#onward);
    this.#options.onAnswer({ ...passing, status: answer.statusCode ?? 0, eTag: answer.headers.etag });
    return answer;
  }
}
