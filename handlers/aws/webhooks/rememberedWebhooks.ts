import type { Webhooks } from '../../../pipeline/ports/statuses.ts';

/** While a job is made it is looked at every few seconds; a webhook that was just added is known this late, milliseconds. */
const REMEMBERED_MS = 10_000;

/** Whoever uploads may name any. */
const MAX_REMEMBERED = 100;

/** What is known of webhooks by their names, asked for once in a while. */
export function rememberedWebhooks(webhooks: Webhooks, now: () => number = Date.now): Webhooks {
  const known = new Map<string, { at: number; answer: Promise<boolean> }>();
  return {
    knows(name) {
      const before = known.get(name);
      if (before && now() - before.at < REMEMBERED_MS) return before.answer;
      if (known.size >= MAX_REMEMBERED) known.clear();
      const answer = webhooks.knows(name);
      known.set(name, { at: now(), answer });
      answer.catch(() => known.delete(name));
      return answer;
    },
  };
}
