import { openDashboard } from '../../../dashboard/server/openDashboard.ts';
import { guardPages } from '../../../local/start/guardPages.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';

/** Serves the dashboard of the runtime's stack on its own port. */
export function openPage(runtime: LocalRuntime, allowHosts: string[]): void {
  const guard = guardPages(allowHosts);
  runtime.openDoor(
    openDashboard({
      ...{ stack: runtime.stackName, place: runtime.endpoint, readOnly: false },
      guard: request => guard(request, () => false),
    }),
  );
}
