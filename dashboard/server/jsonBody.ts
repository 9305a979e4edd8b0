import type { IncomingMessage } from 'node:http';
import { CommandError } from '../../cli/terminal/commandError.ts';

/** More than any call has to say, bytes. */
const MAX_BYTES = 1_048_576;

/** A request's body, a JSON document. @throws {CommandError} 2 where it is none, or too large. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // Whoever sends too much is told so, for which the connection has to last.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new CommandError(2, `A call's body has at most ${MAX_BYTES} bytes.`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    throw new CommandError(2, "A call's body is a JSON document.");
  }
}
