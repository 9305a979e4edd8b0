import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A line of a log. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  timestamp: number;
  message: string;
}

/** Lines that begin with a JSON document tell their time in it: Powertools' loggers' way, and that of embedded metrics. */
const TIMES = [/"timestamp":"([^"]{10,40})"/, /"Timestamp":(\d{13})\b/];

/** What functions print, in a file of lines; the one before it is beside it, as NAME.1.log. */
export class LogGroup {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Oldest first. A line that tells no time has that of the line before. */
  async *events(): AsyncGenerator<LogEvent> {
    let timestamp = 0;
    for (const path of [this.#path.replace(/\.log$/, '.1.log'), this.#path]) {
      for await (const message of linesOf(path)) {
        timestamp = timeOf(message) ?? timestamp;
        if (message !== '') yield { timestamp, message };
      }
    }
  }
}

/** None of a file that is not there, or not there any more: it is renamed when it is full. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  try {
    yield* createInterface(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    // The lines of whoever has enough of them leave it open.
    file.destroy();
  }
}

function timeOf(line: string): number | undefined {
  for (const form of TIMES) {
    const told = form.exec(line)?.[1];
    if (told === undefined) continue;
    const time = /^\d+$/.test(told) ? Number(told) : Date.parse(told);
    if (!Number.isNaN(time)) return time;
  }
  return undefined;
}
