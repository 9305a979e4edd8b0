import { expect, it } from 'vitest';
import {
  keyIn,
  newSecret,
  readSecret,
  rotated,
  signing,
  writeSecret,
} from '../../../contract/webhooks/secret.ts';

it('a secret is as the specification has it, and no two are the same', () => {
  const secrets = [newSecret(), newSecret()];
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
    expect(keyIn(secret)).toHaveLength(32);
  }
  expect(secrets[0]).not.toBe(secrets[1]);
});

it('those before it sign as long as they should, the newest first', () => {
  const first = { current: newSecret(), previous: [] };
  const second = rotated(first, 60, 0);
  const third = second && rotated(second, 60, 30_000);
  if (!second || !third) throw new Error('They cannot be rotated.');
  expect(signing(third, 59_999)).toEqual([third.current, second.current, first.current]);
  expect(signing(third, 60_001)).toEqual([third.current, second.current]);
  expect(signing(third, 90_001)).toEqual([third.current]);
});

it('who does not want the ones before ends all of them at once', () => {
  const second = rotated({ current: newSecret(), previous: [] }, 60, 0);
  const third = second && rotated(second, 0, 1_000);
  expect(third?.previous).toEqual([]);
});

it('five sign at the most', () => {
  let value = rotated({ current: newSecret(), previous: [] }, 60, 0);
  for (const at of [1, 2, 3]) value = value && rotated(value, 60, at);
  expect(value && signing(value, 4)).toHaveLength(5);
  expect(value && rotated(value, 60, 4)).toBeNull();
  expect(value && rotated(value, 60, 60_001)).not.toBeNull();
});

it('is read as it is written; what somebody has written by hand is none', () => {
  const value = { current: newSecret(), previous: [{ secret: newSecret(), until: 5 }] };
  expect(readSecret(writeSecret(value))).toEqual(value);
  for (const text of ['sesame', '{}', '{"current":"sesame"}']) expect(readSecret(text)).toBeNull();
});
