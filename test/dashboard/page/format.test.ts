import { expect, it } from 'vitest';
import { seconds } from '../../../dashboard/page/words/format.ts';

it.each([
  [0.04, '0 s'],
  [9.94, '9.9 s'],
  [59.6, '1 min 0 s'],
  [119.7, '2 min 0 s'],
  [3_599.8, '1 h 0 min'],
  [7_260, '2 h 1 min'],
])('%d seconds are said without a sixtieth of anything', (count, said) => {
  expect(seconds(count)).toBe(said);
});
