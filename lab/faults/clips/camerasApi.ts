import { createServer, type Server, type ServerResponse } from 'node:http';
import { listen } from '../../../local/machine/listen.ts';
import type { Random } from '../../support/random.ts';
import type { Tally } from '../inject/tally.ts';

/** A recording, as the API tells of it. */
export interface ToldRecording {
  startTimestampInMs: number;
  endTimestampInMs: number;
  key: string;
}

/** Of its answers, the share that something happens to. */
const TROUBLED = 0.25;

/** Longer than the preset waits for an answer, milliseconds. */
const HANGS_MS = 3_000;

/** A cameras' API that knows all recordings, and is down, slow or out of its mind now and then. */
export class CamerasApi implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  #calm = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async start(
    recordings: () => ToldRecording[],
    { random, tally }: { random: Random; tally: Tally },
  ): Promise<CamerasApi> {
    const server = createServer((_, response) => {
      const answer = () => response.end(JSON.stringify(recordings()));
      if (api.#calm || !random.chance(TROUBLED)) return answer();
      const trouble = random.pick(TROUBLES);
      tally.add(`api: ${trouble.says}`);
      trouble.befall(response, answer);
    });
    const api: CamerasApi = new CamerasApi(server, await listen(server, 0));
    return api;
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

const TROUBLES: { says: string; befall(response: ServerResponse, answer: () => void): void }[] = [
  { says: 'down', befall: response => response.destroy() },
  { says: 'error 500', befall: response => response.writeHead(500).end() },
  { says: 'too many requests', befall: response => response.writeHead(429).end() },
  { says: 'silent', befall: (_, answer) => setTimeout(answer, HANGS_MS) },
];
