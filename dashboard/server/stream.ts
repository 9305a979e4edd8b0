import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Watch } from '../store/watch.ts';
import type { Health } from '../wire/health.ts';
import type { SourceRow } from '../wire/sources.ts';
import type { Change, More, Snapshot, StreamMessage } from '../wire/stream.ts';

/** Nothing of what a client could send is looked at, bytes. */
const MAX_MESSAGE = 1_024;

/** A client that does not read is let go once so much waits for it; it comes again by itself, bytes. */
const MAX_WAITING = 64 * 1_048_576;

/** Sources that a page is told first, which is more than a window has room for, and at a time after that. */
const FIRST_SOURCES = 100;
const SOURCES_AT_A_TIME = 500;

/** Tells all pages what there is and then what changes, each change put into words once. */
export class Stream {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  readonly #watch: Watch;
  readonly #health: Health;
  readonly #endListening: () => void;
  /** Those that know what changes follow on. */
  readonly #clients = new Set<WebSocket>();
  #snapshot: { version: number; texts: string[] } | undefined;

  constructor(watch: Watch, health: Health) {
    this.#watch = watch;
    this.#health = health;
    this.#endListening = watch.log.listen(change => this.#tellAll(change));
  }

  /** Makes a connection of a handshake that nobody refused. The address says where the client stands, if anywhere. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const version = Number(searchParams.get('version') ?? Number.NaN);
    this.#server.handleUpgrade(request, socket, head, client => {
      client.on('error', () => client.terminate());
      const end = this.#watch.open();
      client.on('close', () => {
        this.#clients.delete(client);
        end();
      });
      this.#begin(client, searchParams.get('run') ?? '', version);
    });
  }

  close(): void {
    this.#endListening();
    for (const client of this.#server.clients) client.terminate();
  }

  /** Of a stack that cannot be read the page is told why. */
  async #begin(client: WebSocket, run: string, version: number): Promise<void> {
    await this.#watch.begun().catch(() => {});
    if (client.readyState !== client.OPEN) return;
    for (const text of this.#first(run, version)) tell(client, text);
    this.#clients.add(client);
  }

  /** What a client has to be told first. */
  #first(run: string, version: number): string[] {
    const changes = this.#watch.log.after(run, version);
    return changes === null ? this.#whole() : [this.#written(changes)];
  }

  /** In parts, so that the first is there at once and none takes a page long to read. */
  #whole(): string[] {
    const { table, queues, trouble, log } = this.#watch;
    if (this.#snapshot?.version === log.version) return this.#snapshot.texts;
    const { run, version } = log;
    const [sources = [], ...parts] = partsOf(table.newestFirst());
    let left = parts.reduce((sum, { length }) => sum + length, 0);
    const first: Snapshot = {
      ...{ type: 'snapshot', run, version, health: this.#health },
      ...{ sources, left, samples: queues.samples, trouble },
    };
    const more = parts.map((sources): More => {
      left -= sources.length;
      return { type: 'more', run, version, sources, left };
    });
    const texts = [first, ...more].map(message => JSON.stringify(message satisfies StreamMessage));
    this.#snapshot = { version, texts };
    return texts;
  }

  #written(changes: Change[]): string {
    const { run, version } = this.#watch.log;
    return JSON.stringify({ type: 'changes', run, version, changes } satisfies StreamMessage);
  }

  #tellAll(change: Change): void {
    this.#snapshot = undefined;
    if (this.#clients.size === 0) return;
    const text = this.#written([change]);
    for (const client of this.#clients) tell(client, text);
  }
}

function partsOf(rows: SourceRow[]): SourceRow[][] {
  const parts = [rows.slice(0, FIRST_SOURCES)];
  for (let at = FIRST_SOURCES; at < rows.length; at += SOURCES_AT_A_TIME)
    parts.push(rows.slice(at, at + SOURCES_AT_A_TIME));
  return parts;
}

function tell(client: WebSocket, text: string): void {
  if (client.bufferedAmount > MAX_WAITING) client.terminate();
  else client.send(text);
}
