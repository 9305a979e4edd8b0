import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { ConfigError } from '../../failures/configError.ts';
import type { Gauges } from './gauges.ts';

/**
 * Where a platform looks after a worker: whether it lives, whether it takes messages, and its numbers.
 * @throws {ConfigError} where the port cannot be had
 */
export async function serveWatch(
  port: number,
  { gauges, leaving }: { gauges: Gauges; leaving: AbortSignal },
): Promise<Server> {
  const answers: Record<string, () => Promise<{ status?: number; type?: string; body: string }>> = {
    '/healthz': async () => ({ body: 'ok\n' }),
    '/readyz': async () => (leaving.aborted ? { status: 503, body: 'ending\n' } : { body: 'ok\n' }),
    '/metrics': () => gauges.text(),
  };
  const server = createServer(async (request, response) => {
    const answer = answers[request.url ?? ''];
    const {
      status = 200,
      type = 'text/plain',
      body,
    } = answer ? await answer() : { status: 404, body: 'not found\n' };
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.listen(port);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`Port ${port} cannot be had (${error.code}): give WORKER_PORT another one.`);
  });
  // It is looked at while there is a worker, and keeps none.
  return server.unref();
}
