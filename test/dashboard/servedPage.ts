import { createServer } from 'node:http';
import { connectionFrom } from '../../cli/aws/connection.ts';
import { withDeployment } from '../../cli/aws/deployment.ts';
import type { Cluster } from '../../dashboard/reads/cluster/inCluster.ts';
import { openDashboard } from '../../dashboard/server/openDashboard.ts';
import { listen } from '../../local/machine/listen.ts';
import { guardPages } from '../../local/start/guardPages.ts';

export interface ServedPage {
  /** Host and port. */
  at: string;
  close(): Promise<void>;
}

/** The dashboard of a stack on a port of its own, as `fanreel dashboard` serves it. */
export async function servePage(endpoint: string, cluster?: Cluster): Promise<ServedPage> {
  const page = await withDeployment({ endpoint, stack: 'fanreel' }, async deployment => {
    const guard = guardPages();
    const connection = connectionFrom({ endpoint, stack: 'fanreel' }, {});
    return openDashboard({
      ...{ deployment, connection, readOnly: false, guard: one => guard(one, () => false) },
      ...(cluster && { cluster }),
    });
  });
  const server = createServer({ shouldUpgradeCallback: page.upgrades }, page.answer);
  server.on('upgrade', page.upgrade);
  return {
    at: `127.0.0.1:${await listen(server, 0)}`,
    close: async () => {
      await page.close();
      server.close();
    },
  };
}
