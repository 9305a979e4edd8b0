import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Kubernetes puts what a pod shows itself to the cluster by. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The cluster that this process runs in, and how it is asked. */
export interface Cluster {
  host: string;
  port: string;
  namespace: string;
  /** Who has signed the certificate of its API. */
  ca: string;
  /** Another one each hour. */
  token(): string;
}

/** Undefined where this is no pod, or one without a token of its cluster. */
export function inCluster(
  env: NodeJS.ProcessEnv = process.env,
  folder = SERVICE_ACCOUNT,
): Cluster | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  if (!host || !existsSync(join(folder, 'token'))) return undefined;
  return { host, port, namespace: read('namespace'), ca: read('ca.crt'), token: () => read('token') };
}
