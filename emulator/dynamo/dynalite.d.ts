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
  export type LevelWrite = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };
  type Written = (error: Error | null) => void;
  /** The LevelDB that it opens; of it, what is used here. */
  export interface DynaliteDatabase extends Closable {
    keys(options: object): Closable;
    values(options: object): Closable;
    put(key: string, value: unknown, written: Written): void;
    del(key: string, written: Written): void;
    batch(writes: LevelWrite[], written: Written): void;
  }
  export interface DynaliteStore {
    db: DynaliteDatabase;
  }
  /** An item as the wire has it: each attribute under its type. */
  export type DynaliteItem = Record<string, unknown>;
  interface KeyPart {
    AttributeName: string;
  }
  export interface DynaliteIndex {
    IndexName: string;
    KeySchema: KeyPart[];
    Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
  }
  interface DynaliteTable {
    KeySchema: KeyPart[];
    GlobalSecondaryIndexes?: DynaliteIndex[];
  }
  /** What a request is told to have consumed. */
  export interface Capacity {
    CapacityUnits: number;
    Table?: object;
    GlobalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
  }
  /** Dynalite calls its own functions by this object, so that one may take another's place. */
  export interface DynaliteModule {
    create(options: object): DynaliteStore;
    itemSize(item: DynaliteItem): number;
    /** Undefined where nobody asked. */
    addConsumedCapacity(
      data: object,
      isRead: boolean,
      before?: DynaliteItem,
      after?: DynaliteItem,
    ): Capacity | undefined;
    updateIndexes(
      store: DynaliteStore,
      table: DynaliteTable,
      before: DynaliteItem | undefined,
      after: DynaliteItem | undefined,
      done: (error?: Error) => void,
    ): void;
  }
  const stores: DynaliteModule;
  export default stores;
}
