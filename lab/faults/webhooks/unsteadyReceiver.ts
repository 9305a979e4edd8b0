import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../local/machine/listen.ts';
import type { Random } from '../../support/random.ts';
import type { Tally } from '../inject/tally.ts';

/** A request as it came, whatever it was answered. */
export interface WebhookRequest {
  headers: Record<string, string>;
  body: string;
}

/** Of its answers, the share that something happens to. */
const TROUBLED = 0.25;

/** Somebody's receiver of webhooks, which is down, slow or out of its mind now and then. */
export class UnsteadyReceiver implements AsyncDisposable {
  readonly url: string;
  /** Those that it has answered well. */
  readonly taken: WebhookRequest[] = [];
  readonly #server: Server;
  #calm = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}/webhook`;
  }

  static async start({ random, tally }: { random: Random; tally: Tally }): Promise<UnsteadyReceiver> {
    const server = createServer(async (request, response) => {
      const headers = request.headers as Record<string, string>;
      const one = { headers, body: await text(request).catch(() => '') };
      if (receiver.#calm || !random.chance(TROUBLED)) {
        receiver.taken.push(one);
        response.writeHead(204).end();
        return;
      }
      const trouble = random.pick(TROUBLES);
      tally.add(`webhook: ${trouble.says}`);
      trouble.befall(response);
    });
    const receiver: UnsteadyReceiver = new UnsteadyReceiver(server, await listen(server, 0));
    return receiver;
  }

  /** From now on it answers well. */
  calm(): void {
    this.#calm = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }
}

const TROUBLES: { says: string; befall(response: ServerResponse): void }[] = [
  { says: 'down', befall: response => response.destroy() },
  { says: 'error 500', befall: response => response.writeHead(500).end() },
  { says: 'too many requests', befall: response => response.writeHead(429, { 'retry-after': '1' }).end() },
  { says: 'moved', befall: response => response.writeHead(301, { location: 'http://127.0.0.1/' }).end() },
  { says: 'silent', befall: () => {} },
];
