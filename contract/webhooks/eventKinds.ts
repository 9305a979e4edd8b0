import { JOB_STATES, SOURCE_STATES } from '../jobState.ts';

/** Of which kind of event a webhook may hear: of a job, or of a source once all of its renditions have ended. */
export const EVENT_KINDS = ['status', 'source'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

const STATES: Record<EventKind, readonly string[]> = { status: JOB_STATES, source: SOURCE_STATES };

/** The first of some states that no event of these kinds has: whoever asks for it would never hear of it. */
export function neverHeard(
  states: readonly string[],
  kinds: readonly EventKind[] = EVENT_KINDS,
): string | undefined {
  return states.find(state => !kinds.some(kind => STATES[kind].includes(state)));
}
