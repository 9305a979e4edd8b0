import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Level } from 'level';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { shrinkTables } from '../../../emulator/dynamo/shrinkTables.ts';

/** LevelDB finds nothing in it to compress. */
const BIG = randomBytes(786_432).toString('base64');
const KEPT = { a: 'first', b: 'second', 'z~é': 'third' };

let parent: string;
let folder: string;
let sentences: string[];
const notify = (sentence: string) => sentences.push(sentence);

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'shrink-'));
  folder = join(parent, 'dynamodb');
  sentences = [];
});

afterEach(() => rmSync(parent, { recursive: true }));

function sizeMb(path = folder): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0) / 1_048_576;
}

/** As runs of earlier versions left it: overwritten values that an open iterator pins, and a killed process. */
async function grow(path = folder): Promise<void> {
  const db = new Level(path);
  await db.batch(Object.entries(KEPT).map(([key, value]) => ({ type: 'put', key, value })));
  for (let round = 0; round < 80; round += 1) {
    db.values().next();
    await db.put('overwritten', BIG);
  }
  await db.put('overwritten', 'last');
  await db.close();
}

async function entries(): Promise<Record<string, string>> {
  const db = new Level(folder, { createIfMissing: false });
  try {
    return Object.fromEntries(await db.iterator().all());
  } finally {
    await db.close();
  }
}

it('leaves of a folder that has grown what still counts, and says so', async () => {
  await grow();
  expect(sizeMb()).toBeGreaterThan(64);
  await shrinkTables(folder, notify);
  expect(sizeMb()).toBeLessThan(1);
  expect(await entries()).toEqual({ ...KEPT, overwritten: 'last' });
  expect(readdirSync(parent)).toEqual(['dynamodb']);
  expect(sentences).toEqual([
    expect.stringMatching(/^The tables have grown to \d+ MB; what is overwritten is being removed \.\.\.$/),
    'The tables have 0 MB now.',
  ]);
});

it('does not copy a folder again that is big because much is in it', async () => {
  const db = new Level(folder);
  for (let key = 0; key < 80; key += 1) await db.put(String(key), BIG);
  await db.close();
  await shrinkTables(folder, notify);
  expect(sentences).toHaveLength(2);
  await shrinkTables(folder, notify);
  expect(sentences).toHaveLength(2);
  expect(Object.keys(await entries())).toHaveLength(80);
});

it('leaves a small folder alone, and makes none', async () => {
  await shrinkTables(folder, notify);
  expect(existsSync(folder)).toBe(false);
  await new Level(folder).open();
  await shrinkTables(folder, notify);
  expect(sentences).toEqual([]);
});

it('goes on from wherever an earlier start was cut off', async () => {
  await grow();
  mkdirSync(`${folder}.new`);
  writeFileSync(join(`${folder}.new`, '000003.log'), 'half a copy');
  renameSync(folder, `${folder}.old`);
  await shrinkTables(folder, notify);
  expect(await entries()).toEqual({ ...KEPT, overwritten: 'last' });

  mkdirSync(`${folder}.old`);
  await shrinkTables(folder, notify);
  expect(await entries()).toEqual({ ...KEPT, overwritten: 'last' });
  expect(readdirSync(parent)).toEqual(['dynamodb']);
});

it('leaves a folder as it is that cannot be copied', async () => {
  await grow();
  const holder = new Level(folder);
  await holder.open();
  await shrinkTables(folder, notify);
  await holder.close();
  expect(sentences.at(-1)).toMatch(/^That failed, and the tables stay as they are: /);
  expect(readdirSync(parent)).toEqual(['dynamodb']);
  expect(await entries()).toEqual({ ...KEPT, overwritten: 'last' });
});
