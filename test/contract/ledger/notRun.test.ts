import { expect, it } from 'vitest';
import { isSince } from '../../../contract/ledger/notRun.ts';

it.each([
  ['2026-11-26T12:00:00.001Z', true],
  ['2026-11-26T12:00:00.000Z', false],
  ['2026-11-26T11:59:59.999Z', false],
  [undefined, false],
])(
  'of a message that was sent at %s it is known whether it came after a drop at noon: %s',
  (sentAt, since) => {
    const dropped = { by: 'ann', at: '2026-11-26T12:00:00.000Z' };
    expect(isSince(dropped, sentAt === undefined ? {} : { sentAt })).toBe(since);
  },
);
