import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import stores, { type DynaliteStore } from 'dynalite/db/index.js';
import { chargeIndexes } from './chargeIndexes.ts';
import { closeIterators } from './closeIterators.ts';
import { whenAnswered } from './whenAnswered.ts';
import { writeTogether } from './writeTogether.ts';

/** DynamoDB on disk: dynalite on LevelDB, behind the runtime's own server. */
export class Dynamo {
  readonly #server: Server;
  readonly #store: DynaliteStore;
  readonly #answering = new Set<Promise<void>>();
  #isClosing = false;

  constructor(folder: string) {
    const { server, store } = openDynalite(folder);
    closeIterators(store.db);
    chargeIndexes(stores);
    writeTogether(stores);
    this.#server = server;
    this.#store = store;
  }

  /** Answers a request that nobody has read from yet. One that comes after `close` was called loses its connection. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isClosing) {
      request.destroy();
      return;
    }
    const answered = whenAnswered(request, response);
    this.#answering.add(answered);
    void answered.then(() => this.#answering.delete(answered));
    this.#server.emit('request', request, response);
  }

  /**
   * Waits for the requests that it has and for what is being written: dynalite throws at nobody where its store has
   * closed under a request, which would end the process. The server never listened, and closing such a one would leave
   * the store open.
   */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#answering);
    await this.#store.db.close();
  }
}

/** Dynalite keeps its store to itself, but asks its own module for it, at once. */
function openDynalite(path: string): { server: Server; store: DynaliteStore } {
  const { create } = stores;
  const opened: DynaliteStore[] = [];
  stores.create = options => {
    const store = create(options);
    opened.push(store);
    return store;
  };
  try {
    // Tables are there at once; AWS takes some seconds.
    const server = dynalite({ path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
    const [store] = opened;
    if (!store) throw new Error('This dynalite opens its store in another way.');
    return { server, store };
  } finally {
    stores.create = create;
  }
}
