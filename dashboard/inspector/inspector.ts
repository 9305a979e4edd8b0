/**
 * The page's thread that looks into files before they are uploaded, one after the other. A file that makes it spin is the last one
 * it sees: the page ends it and starts another.
 */
import { limitMemory } from '../../media/probe/analysis/limitMemory.ts';
import type { Inspected, Inspection } from '../wire/uploads/found.ts';
import { inspect } from './inspect.ts';

/** TypeScript has a browser's threads among the types of browsers only. */
const thread = globalThis as unknown as {
  onmessage(message: { data: Inspected }): void;
  postMessage(message: Inspection): void;
};

let last: Promise<void> = Promise.resolve();

limitMemory();
thread.onmessage = ({ data }) => {
  last = last.then(async () => thread.postMessage({ id: data.id, found: await inspect(data) }));
};
