import { expect, it } from 'vitest';
import { neverHeard } from '../../../contract/webhooks/eventKinds.ts';
import { eventsSchema } from '../../../profiles/schema/events.ts';

it('a state that no event of the wanted kinds has is found, for nobody would ever hear of it', () => {
  expect(neverHeard(['complete', 'running'], ['source'])).toBe('running');
  expect(neverHeard(['failed', 'partly'], ['status'])).toBe('partly');
  expect(neverHeard(['running', 'partly'])).toBeUndefined();
});

it.each([
  ['a queue of sources', { queues: [{ name: 'a', events: ['source'], states: ['running'] }] }],
  ['an address, which gets sources', { emails: [{ address: 'ops@example.com', states: ['dropped'] }] }],
])('a profile that has %s wait for such a state is refused', (_, events) => {
  const [issue] = eventsSchema.safeParse(events).error?.issues ?? [];
  expect(issue?.message).toBe('a state that no event of these kinds has');
});
