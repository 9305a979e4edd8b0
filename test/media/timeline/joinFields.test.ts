import { expect, test } from 'vitest';
import { joinFields } from '../../../media/timeline/joinFields.ts';
import { timeOf } from '../../../media/timeline/readPackets.ts';
import { packet } from './packets.ts';

/** Pictures in the order of decoding, each of two fields, 25 pictures a second. */
const fields = (pictures: number[]) =>
  pictures.flatMap(number => [packet(number / 25), packet(number / 25 + 0.02)]);

test('two fields of a picture are one, in the order of decoding', () => {
  const joined = joinFields(fields([0, 3, 1, 2]), 25);

  expect(joined.map(one => Math.round(timeOf(one) * 25))).toEqual([0, 3, 1, 2]);
  expect(joined[0]).toMatchObject({ seconds: 2 * packet(0).seconds, bytes: 2 * packet(0).bytes });
});

test('a field alone, where a stretch begins, is a picture', () => {
  const [, ...rest] = fields(Array.from({ length: 20 }, (_, number) => number));

  expect(joinFields(rest, 25)).toHaveLength(20);
});

test('whole pictures stay what they are', () => {
  const whole = [0, 3, 1, 2].map(number => packet(number / 25));
  const faster = [0, 3, 1, 2, 6, 4, 5].map(number => packet(number / 50));

  expect(joinFields(whole, 25)).toEqual(whole);
  expect(joinFields(faster, 25)).toEqual(faster);
});
