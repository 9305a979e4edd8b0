import { PAGE_PATH } from '../../../wire/paths.ts';
import type { Found, Inspected, Inspection } from '../../../wire/uploads/found.ts';

/** A file that takes longer to look into is given up, milliseconds: it is damaged, or comes from a slow disk. */
const PATIENCE_MS = 20_000;

const TOO_LONG: Found = {
  is: 'unreadable',
  message:
    'Reading what the file says of itself takes longer than for any video: it is damaged, or on a slow disk. What would be made of it is seen once it is uploaded.',
};

let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();
let asked = 0;

/** Looks into one file after the other, in a thread of its own, with the pipeline's own probe. */
export function lookInto(file: File, key: string): Promise<Found> {
  asked += 1;
  const id = asked;
  const found = last.then(() => ask({ id, file, key }));
  last = found;
  return found;
}

function ask(inspected: Inspected): Promise<Found> {
  thread ??= new Worker(`${PAGE_PATH}inspector.js`, { type: 'module' });
  const current = thread;
  return new Promise(done => {
    const answer = (found: Found, isOver = false) => {
      clearTimeout(timer);
      // Whoever spins answers nobody any more.
      if (isOver) current.terminate();
      if (isOver) thread = undefined;
      done(found);
    };
    const timer = setTimeout(() => answer(TOO_LONG, true), PATIENCE_MS);
    current.onmessage = ({ data }: MessageEvent<Inspection>) =>
      data.id === inspected.id && answer(data.found);
    current.onerror = event => {
      event.preventDefault();
      answer({ is: 'unreadable', message: NO_THREAD }, true);
    };
    current.postMessage(inspected);
  });
}

const NO_THREAD = 'This browser cannot look into it; what would be made of it is seen once it is uploaded.';
