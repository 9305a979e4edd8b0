import type { ClipPlan } from '../plan/clipPlan.ts';

/** A plan whose parts end by numbers that are known ahead: of one that ends with its source, by what the header tells of that. */
export function toKnownEnd(plan: ClipPlan): ClipPlan {
  const last = plan.parts.at(-1);
  if (!plan.endsWithSource || !last) return plan;
  const end = last.fromSeconds + plan.durationSeconds - last.atSeconds;
  return {
    ...plan,
    parts: [...plan.parts.slice(0, -1), { ...last, toSeconds: Math.min(last.toSeconds, end) }],
  };
}
