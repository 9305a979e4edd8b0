import { expect, test } from 'vitest';
import { Room } from '../../../media/excerpts/room.ts';

test('no more is taken than there is, and what is given back goes to the next', async () => {
  const room = new Room(10);
  const got: number[] = [];
  const take = async (amount: number) => {
    await room.take(amount);
    got.push(amount);
  };
  await Promise.all([take(4), take(6)]);
  const later = [take(5), take(3)];
  await Promise.resolve();
  expect(got).toEqual([4, 6]);
  room.give(6);
  await later[0];
  expect(got).toEqual([4, 6, 5]);
  room.give(5);
  await Promise.all(later);
  expect(got).toEqual([4, 6, 5, 3]);
});

test('what is more than all of it goes alone', async () => {
  const room = new Room(10);
  await room.take(25);
  const second = room.take(1).then(() => 'taken');
  expect(await Promise.race([second, Promise.resolve('waits')])).toBe('waits');
  room.give(25);
  expect(await second).toBe('taken');
});
