import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import type { Cluster } from './inCluster.ts';

/** An API that does not answer holds up a page no longer, milliseconds. */
const PATIENCE_MS = 10_000;

/** Asks the cluster's API. @throws {CommandError} with why it does not answer. */
export async function askCluster(cluster: Cluster, path: string): Promise<unknown> {
  const { status, body } = await answerOf(cluster, path).catch((error: Error) => {
    throw new CommandError(1, `The cluster's API does not answer (${error.message}).`, error);
  });
  if (status === 200) return JSON.parse(body);
  const why = status === 403 ? ': its service account may not, apply the manifests again' : '';
  throw new CommandError(1, `The cluster does not tell the dashboard of its pods (${status}${why}).`, {
    status,
  });
}

function answerOf(
  { host, port, ca, token }: Cluster,
  path: string,
): Promise<{ status: number; body: string }> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token()}` };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  get({ host, port, path, ca, headers, signal }, response => {
    text(response).then(body => resolve({ status: response.statusCode ?? 0, body }), reject);
  }).on('error', reject);
  return promise;
}
