import { openDashboard } from '../../../dashboard/server/openDashboard.ts';
import { guardPages } from '../../../local/start/guardPages.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import { connectionFrom } from '../../aws/connection.ts';

/** Serves the dashboard of the runtime's stack on its own port. */
export function openPage(runtime: LocalRuntime, allowHosts: string[]): void {
  const guard = guardPages(allowHosts);
  const connection = connectionFrom({ endpoint: runtime.endpoint, stack: runtime.stackName });
  runtime.openDoor(
    openDashboard({
      ...{ deployment: runtime.deployment, connection, servesS3: true, readOnly: false },
      guard: request => guard(request, () => false),
    }),
  );
}
