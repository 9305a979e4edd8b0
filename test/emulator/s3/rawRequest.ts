import { request } from 'node:http';

/** Sends the path as it is, where `fetch` and `URL` would resolve its dots. Gives the status. */
export function rawRequest(
  endpoint: string,
  method: string,
  path: string,
  { body = '', headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<number | undefined> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const sized = { ...headers, 'content-length': Buffer.byteLength(body) };
    request({ hostname, port, method, path, headers: sized }, reply => {
      reply.resume().on('end', () => resolve(reply.statusCode));
    })
      .on('error', reject)
      .end(body);
  });
}
