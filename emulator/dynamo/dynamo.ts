import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import stores, { type DynaliteStore } from 'dynalite/db/index.js';
import { chargeIndexes } from './chargeIndexes.ts';
import { closeIterators } from './closeIterators.ts';

/** DynamoDB on disk: dynalite on LevelDB, behind the runtime's own server. */
export class Dynamo {
  readonly #server: Server;
  readonly #store: DynaliteStore;

  constructor(folder: string) {
    const { server, store } = openDynalite(folder);
    closeIterators(store.db);
    chargeIndexes(stores);
    this.#server = server;
    this.#store = store;
  }

  /** Answers a request that nobody has read from yet. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#server.emit('request', request, response);
  }

  /** Waits for what is being written. The server never listened, and closing such a one would leave the store open. */
  close(): Promise<void> {
    return this.#store.db.close();
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
