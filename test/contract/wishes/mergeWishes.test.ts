import { expect, it } from 'vitest';
import { jobIdOf } from '../../../contract/job.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { madeBy } from '../../../contract/wishes/madeBy.ts';
import { mergeWishes } from '../../../contract/wishes/mergeWishes.ts';
import { ruleWishes } from '../../../contract/wishes/ruleWishes.ts';
import { type Wishes, wishesSchema } from '../../../contract/wishes/wishes.ts';
import { type Random, randomOf } from '../../../lab/support/random.ts';

const NAMES = ['480p', '720p', 'thumbnails'];
const DRAWS = 500;

/** Any wish, or none. */
function draw(random: Random): Wishes | undefined {
  const maybe = <T>(name: string, make: () => T) => (random.next() < 0.4 ? { [name]: make() } : {});
  const some = () => NAMES.filter(() => random.next() < 0.5).concat(NAMES[0] as string);
  const number = () => Math.floor(random.next() * 3);
  const wishes = {
    ...maybe('renditions', some),
    ...maybe('without', some),
    ...maybe('trim', () => ({ from: number(), to: number() + 5 })),
    ...maybe('pictureTimes', () => [number(), '50%']),
    ...maybe('title', () => `title ${number()}`),
    ...maybe('priority', () => ['high', 'normal', 'low'][number()]),
    ...maybe('metadata', () => ({ [`key${number()}`]: `value ${number()}` })),
  };
  const { success, data } = wishesSchema.safeParse(wishes);
  expect(success).toBe(true);
  return Object.keys(data ?? {}).length > 0 ? data : undefined;
}

it('wishes are put together alike in whatever groups, and none changes nothing', () => {
  const random = randomOf(7);
  for (let draws = 0; draws < DRAWS; draws += 1) {
    const [a, b, c] = [draw(random), draw(random), draw(random)];
    expect(mergeWishes(a, undefined)).toEqual(a);
    expect(mergeWishes(undefined, a)).toEqual(a);
    expect(mergeWishes(a, a)).toEqual(mergeWishes(mergeWishes(a, a), a));
    const whole = ({ without: _, ...rest }: Wishes) => rest;
    expect(whole(mergeWishes(mergeWishes(a, b), c) ?? {})).toEqual(
      whole(mergeWishes(a, mergeWishes(b, c)) ?? {}),
    );
  }
});

it('what the stronger says stands, of metadata entry by entry, and what it wants by name is wanted', () => {
  const random = randomOf(8);
  for (let draws = 0; draws < DRAWS; draws += 1) {
    const [weaker, stronger] = [draw(random), draw(random)];
    const { metadata, ...merged } = mergeWishes(weaker, stronger) ?? {};
    const { metadata: more = {}, ...said } = stronger ?? {};
    expect(merged).toMatchObject(said);
    expect(metadata ?? {}).toEqual({ ...weaker?.metadata, ...more });
    for (const name of stronger?.renditions ?? []) {
      if (!stronger?.without?.includes(name)) expect(isWanted(name, merged)).toBe(true);
    }
  }
});

it('two wishes are the same job where they are made by the same, and only there', () => {
  const random = randomOf(9);
  const source = { bucket: 'in', key: 'a.mp4', version: 'v1' };
  for (let draws = 0; draws < DRAWS; draws += 1) {
    const [a, b] = [draw(random) ?? {}, draw(random) ?? {}];
    for (const kind of ['video', 'image'] as const) {
      const idOf = (wishes: Wishes) =>
        jobIdOf({ ...source, wishes }, { name: 'r', presetHash: '0123456789ab', kind });
      const isSame = JSON.stringify(madeBy(a, kind)) === JSON.stringify(madeBy(b, kind));
      expect(idOf(a) === idOf(b)).toBe(isSame);
    }
  }
});

it('of rules all that match count, and the longest prefix says it best', () => {
  const rules = [
    { prefix: 'in/mobile/', renditions: ['480p'], title: 'mobile' },
    { prefix: '', title: 'any', priority: 'low' as const },
    { prefix: 'in/', title: 'in' },
  ];
  expect(ruleWishes('in/mobile/a.mp4', rules)).toEqual({
    renditions: ['480p'],
    title: 'mobile',
    priority: 'low',
  });
  expect(ruleWishes('in/a.mp4', rules)).toEqual({ title: 'in', priority: 'low' });
  expect(ruleWishes('in/a.mp4', [])).toBeUndefined();
});
