import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { allJobs } from './stack/allJobs.ts';
import type { FaultStack } from './stack/faultStack.ts';
import { depth } from './stack/queues.ts';

/** Within this everything must have come to rest, milliseconds. */
const REST_MS = 420_000;

/** What stands still for so long with empty queues moves no more: longer than any lease, milliseconds. */
const STANDSTILL_MS = 30_000;

/** Until no message is left, nothing is under way, and reconcile finds nothing more to do; `log` hears where it is not waited for any longer. */
export async function comeToRest(
  stack: FaultStack,
  projectDir: string,
  log: (line: string) => void,
): Promise<void> {
  const until = performance.now() + REST_MS;
  let before = '';
  let movedAt = performance.now();
  for (;;) {
    // Whatever is still to come, or in somebody's hands, moves.
    if (await becomesQuiet(stack, until)) movedAt = performance.now();
    const { republished, waiting } = await reconcile(stack, projectDir);
    const open = (await allJobs(stack)).filter(({ state }) =>
      ['queued', 'running', 'submitted', 'pending'].includes(state),
    );
    if (republished + waiting + open.length + (await depth(stack)) === 0) return;
    const now = JSON.stringify(open.map(({ jobId, state, updatedAt }) => [jobId, state, updatedAt]));
    if (now !== before || republished > 0) movedAt = performance.now();
    before = now;
    // The invariants tell what is open.
    if (performance.now() > until || performance.now() - movedAt > STANDSTILL_MS) {
      log(`nothing moves any more: ${waiting} renditions that reconcile misses, ${open.length} open jobs`);
      return;
    }
    await wait(2_000);
  }
}

/** Waits until the queues are empty; true where they were not at once. */
async function becomesQuiet(stack: FaultStack, until: number): Promise<boolean> {
  let waited = false;
  while ((await depth(stack)) > 0 && performance.now() < until) {
    waited = true;
    await wait(250);
  }
  return waited;
}

/** What `fanreel reconcile --json` prints. */
interface Reconciled {
  republished: unknown[];
  renditions: Record<string, { queued: number; running: number; submitted: number; missing: number }>;
}

/** What an operator runs, as he runs it: how many jobs it asked for again, and how many renditions are still to come. */
async function reconcile(
  { endpoint }: FaultStack,
  projectDir: string,
): Promise<{ republished: number; waiting: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(projectDir, 'cli/fanreel.ts'),
    ...['reconcile', '--json', '--older-than', '10s', '--endpoint', endpoint],
  ]);
  const { republished, renditions } = JSON.parse(stdout) as Reconciled;
  const waiting = Object.values(renditions).map(
    one => one.queued + one.running + one.submitted + one.missing,
  );
  return { republished: republished.length, waiting: waiting.reduce((sum, count) => sum + count, 0) };
}
