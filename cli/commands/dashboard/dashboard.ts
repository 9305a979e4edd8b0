import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { inCluster } from '../../../dashboard/reads/cluster/inCluster.ts';
import { type Dashboard, openDashboard } from '../../../dashboard/server/openDashboard.ts';
import { PAGE_PATH } from '../../../dashboard/wire/paths.ts';
import { listen } from '../../../local/machine/listen.ts';
import { guardPages } from '../../../local/start/guardPages.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { print } from '../../terminal/print.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { accessOf } from './accessOf.ts';

export interface DashboardOptions extends ConnectionOptions {
  port: number;
  readOnly?: boolean;
  host: string;
  allowHost?: string[];
  tokenFile?: string;
  userHeader?: string;
}

/** No call has more than a megabyte to say: whoever takes longer for that holds a connection, and says nothing; milliseconds. */
const MAX_REQUEST_MS = 60_000;

/** `fanreel dashboard`: the page for a stack that runs elsewhere, on this machine and with this machine's credentials. */
export function dashboard(options: DashboardOptions): Promise<void> {
  const { port, readOnly = false, host, allowHost = [] } = options;
  const access = accessOf(options);
  const cluster = inCluster();
  const signal = untilStopped();
  return withDeployment(
    options,
    async (deployment, connection) => {
      const guard = guardPages(allowHost);
      const page = openDashboard({
        ...{ deployment, connection, readOnly },
        ...(access && { access }),
        ...(cluster && { cluster }),
        guard: request => guard(request, () => false),
      });
      await serve(page, { port, host }, signal);
    },
    signal,
  );
}

async function serve(
  page: Dashboard,
  { port, host }: Pick<DashboardOptions, 'port' | 'host'>,
  signal: AbortSignal,
): Promise<void> {
  const server = createServer(
    { shouldUpgradeCallback: page.upgrades, requestTimeout: MAX_REQUEST_MS },
    page.answer,
  );
  server.on('upgrade', page.upgrade);
  const at = `${isIPv6(host) ? `[${host}]` : host}:${await listen(server, port, host)}`;
  print(`The dashboard is at http://${at}${PAGE_PATH}; Ctrl-C stops it.`);
  if (!signal.aborted) await new Promise(done => signal.addEventListener('abort', done, { once: true }));
  await page.close();
  await new Promise(done => server.close(done).closeAllConnections());
}
