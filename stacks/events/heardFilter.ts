import type { Heard } from '../../profiles/schema/events.ts';

/** SNS's filter policy, as the template has it. */
export type FilterPolicy = Record<string, unknown>;

const ANY = [{ exists: true }];

/** Lets what a subscriber hears of through, by the attributes that are told with each event; undefined where that is all. */
export function heardFilter({ events, states, renditions, prefix }: Heard): FilterPolicy | undefined {
  const ofStatus = { state: states ?? ANY, ...(renditions && { rendition: renditions }) };
  const ofSource = { sourceState: states ?? ANY };
  const key = prefix === undefined ? {} : { key: [{ prefix }] };
  if (events?.length === 1) return { ...(events[0] === 'status' ? ofStatus : ofSource), ...key };
  if (states || renditions) return { $or: [ofStatus, ofSource], ...key };
  return prefix === undefined ? undefined : key;
}
