import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { listen } from '../../../../local/machine/listen.ts';

/** A request as it came. */
export interface Request {
  id: string;
  headers: Record<string, string>;
  body: string;
}

type Answering = (response: ServerResponse, request: Request) => void;

/** Somebody's receiver, on this machine: it keeps what it was told, and answers as a test says. */
export async function openReceiver() {
  const told: Request[] = [];
  let answering: Answering = response => void response.writeHead(204).end();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const one = { id: headers['webhook-id'] ?? '', headers, body: Buffer.concat(chunks).toString() };
    told.push(one);
    answering(response, one);
  });
  const url = `http://127.0.0.1:${await listen(server, 0)}/hook`;
  return {
    url,
    told,
    answer: (how: Answering) => {
      told.length = 0;
      answering = how;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** What comes over the bare wire: for answers that no HTTP server gives. */
export async function openBareReceiver(answer: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createSocketServer(socket => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => answer(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise(done => server.close(done));
    },
  };
}

/** As the published library checks it. @throws where it is not signed with this secret, or long ago. */
export function verified({ headers, body }: Request, secret: string): unknown {
  return new Webhook(secret).verify(body, headers);
}
