import { setImmediate as turn } from 'node:timers/promises';
import type { SourceRun } from '../../../contract/sourceRun.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';

/** Runs as the ledger has them, in this process; what is between a request and its answer takes a turn each. */
export function heldRuns(): SourceRuns {
  const held = new Map<string, SourceRun>();
  const seen = (id: string) => structuredClone(held.get(id) ?? null);
  const sent = async <T>(work: () => T): Promise<T> => {
    await turn();
    const answer = work();
    await turn();
    return answer;
  };
  return {
    get: id => sent(() => seen(id)),
    note: (run, rendition, end) =>
      sent(() => {
        const known = held.get(run.id) ?? structuredClone(run);
        const before = known.ends.get(rendition);
        if (!before || before.order <= end.order) known.ends.set(rendition, end);
        held.set(run.id, known);
        return structuredClone(known);
      }),
    tell: ({ id, told: before }, told) =>
      sent(() => {
        const run = held.get(id);
        if (!run || run.told?.revision !== before?.revision || run.told?.since !== before?.since)
          return false;
        run.told = told;
        return true;
      }),
    published: ({ id }, told) =>
      sent(() => {
        const run = held.get(id);
        if (run?.told?.revision === told.revision) run.told = { ...told, isPublished: true };
      }),
  };
}
