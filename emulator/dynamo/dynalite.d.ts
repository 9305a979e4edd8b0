declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    path?: string;
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }
  export default function dynalite(options?: DynaliteOptions): Server;
}

declare module 'dynalite/db/index.js' {
  interface Closable {
    close(): Promise<void>;
  }
  /** The LevelDB that it opens; of it, what is used here. */
  export interface DynaliteDatabase extends Closable {
    keys(options: object): Closable;
    values(options: object): Closable;
  }
  export interface DynaliteStore {
    db: DynaliteDatabase;
  }
  const stores: { create(options: object): DynaliteStore };
  export default stores;
}
