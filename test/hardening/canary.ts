import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Targets } from './hostileFiles.ts';

export interface Canary extends Targets {
  /** Resolves as soon as somebody opens the file, and ends that reader's wait. */
  opened(): Promise<void>;
  /** How many connections others have made to the port. */
  connections(): Promise<number>;
  /** Has the port answer requests for `/name` with `content`; the address. */
  serve(name: string, content: Buffer): string;
  close(): void;
}

/**
 * A file and a port that nobody has any business to touch. The file is a pipe with nothing in it: whoever opens it
 * hangs, so that a program which ends of its own accord has not touched it, however briefly.
 */
export async function plantCanary(folder: string): Promise<Canary> {
  const file = join(folder, 'canary.ts');
  await promisify(execFile)('mkfifo', [file]);
  const served = new Map<string, Buffer>();
  const peers: (number | undefined)[] = [];
  let own = 0;
  const server = createServer((request, response) => {
    const content = served.get(request.url ?? '');
    response.writeHead(content ? 200 : 404).end(content);
  });
  server.on('connection', socket => peers.push(socket.remotePort));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    file,
    url: `${address}/canary.ts`,
    async opened() {
      const writer = await open(file, 'w');
      await writer.close();
    },
    async connections() {
      // Connections are accepted in the order they were made: when ours is in, so is every earlier one.
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      await once(socket, 'connect');
      const { localPort } = socket;
      while (!peers.includes(localPort)) await once(server, 'connection');
      socket.destroy();
      own += 1;
      return peers.length - own;
    },
    serve(name, content) {
      served.set(`/${name}`, content);
      return `${address}/${name}`;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
