import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Health } from '../wire/health.ts';
import { HEALTH_PATH, PAGE_PATH } from '../wire/paths.ts';
import { type GateOptions, gate } from './gate.ts';
import { PageFiles } from './pageFiles.ts';
import { refuse, send, sendJson } from './send.ts';
import { pathOf, takesPath } from './takesPath.ts';

export interface DashboardOptions extends GateOptions {
  stack: string;
  /** Where the stack runs, in words. */
  place: string;
}

/** A page and its API, to be served by whoever has a port. */
export interface Dashboard {
  /** Whether the request's path is one of the dashboard's. */
  takes(request: IncomingMessage): boolean;
  answer: RequestListener;
  /** Whether it answers this request's wish to speak something else than HTTP. */
  upgrades(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

export function openDashboard(options: DashboardOptions): Dashboard {
  const refusal = gate(options);
  const files = new PageFiles();
  const { stack, place, readOnly } = options;
  const health: Health = { status: 'ok', stack, place, readOnly };
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    if (path === HEALTH_PATH) return sendJson(response, 200, health);
    if (`${path}/` === PAGE_PATH) return send(response, 308, 'text/plain', '', { location: PAGE_PATH });
    const file = path.startsWith(PAGE_PATH) ? await files.file(path.slice(PAGE_PATH.length)) : undefined;
    if (file) return send(response, 200, file.type, file.body);
    refuse(response, 404, `There is nothing at ${path}.`);
  };
  return {
    takes: request => takesPath(pathOf(request)),
    answer: (request, response) => {
      const refused = refusal(request);
      if (refused !== null) return refuse(response, 403, refused);
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return refuse(response, 405, 'This can only be read.');
      route(request, response).catch(error => {
        if (!response.headersSent)
          refuse(response, 500, error instanceof Error ? error.message : String(error));
      });
    },
    upgrades: () => false,
    upgrade: (_request, socket) => socket.destroy(),
    close: async () => {},
  };
}
