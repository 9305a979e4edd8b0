import { createServer } from 'node:http';
import { type Dashboard, openDashboard } from '../../../dashboard/server/openDashboard.ts';
import { PAGE_PATH } from '../../../dashboard/wire/paths.ts';
import { listen } from '../../../local/machine/listen.ts';
import { guardPages } from '../../../local/start/guardPages.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { print } from '../../terminal/print.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';

export interface DashboardOptions extends ConnectionOptions {
  port: number;
  readOnly?: boolean;
}

/** `fanreel dashboard`: the page for a stack that runs elsewhere, on this machine and with this machine's credentials. */
export function dashboard({ port, readOnly = false, ...options }: DashboardOptions): Promise<void> {
  const signal = untilStopped();
  return withDeployment(
    options,
    async (deployment, connection) => {
      const guard = guardPages();
      const page = openDashboard({
        ...{ deployment, connection, readOnly },
        guard: request => guard(request, () => false),
      });
      await serve(page, port, signal);
    },
    signal,
  );
}

async function serve(page: Dashboard, port: number, signal: AbortSignal): Promise<void> {
  const server = createServer({ shouldUpgradeCallback: page.upgrades }, page.answer);
  server.on('upgrade', page.upgrade);
  print(`The dashboard is at http://127.0.0.1:${await listen(server, port)}${PAGE_PATH}; Ctrl-C stops it.`);
  if (!signal.aborted) await new Promise(done => signal.addEventListener('abort', done, { once: true }));
  await page.close();
  await new Promise(done => server.close(done).closeAllConnections());
}
