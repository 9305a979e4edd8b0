import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../../local/machine/listen.ts';

/** The API of a cluster as a pod finds it: over TLS, by a certificate that only the cluster's own authority vouches for. */
export interface ClusterApi {
  /** What Kubernetes tells each pod. */
  env: NodeJS.ProcessEnv;
  /** Where the pod's token is. */
  folder: string;
  /** Paths that were asked for, and by which token. */
  asked: { path: string; token: string | undefined }[];
  /** By which path what is answered; else 404. */
  answer(request: IncomingMessage): { status: number; body: object };
  setToken(token: string): void;
  close(): Promise<void>;
}

export async function startClusterApi(): Promise<ClusterApi> {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-cluster-'));
  const [key, ca] = ['key.pem', 'ca.crt'].map(name => join(folder, name)) as [string, string];
  const subject = ['-subj', '/CN=kubernetes', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '1',
  ];
  execFileSync('openssl', [...made, '-keyout', key, '-out', ca, ...subject], { stdio: 'ignore' });
  writeFileSync(join(folder, 'namespace'), 'video');
  const server = createServer({ key: readFileSync(key), cert: readFileSync(ca) }, (request, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '');
    api.asked.push({ path: request.url ?? '', token });
    const { status, body } = api.answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const port = await listen(server, 0);
  const api: ClusterApi = {
    env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) },
    folder,
    asked: [],
    answer: () => ({ status: 404, body: {} }),
    setToken: token => writeFileSync(join(folder, 'token'), `${token}\n`),
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
  api.setToken('first');
  return api;
}
