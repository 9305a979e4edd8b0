import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countFrom, fileToRead, fileToWrite, folderToRead } from '../../lab/support/script.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-script-'));
const file = join(folder, 'film.mp4');
writeFileSync(file, '');
afterAll(() => rmSync(folder, { recursive: true }));

it('a count is a whole number, and no smaller than makes sense', () => {
  expect([countFrom(1)('1'), countFrom(31)('180')]).toEqual([1, 180]);
  expect(() => countFrom(1)('0')).toThrow(/^It is 1 or more\.$/);
  expect(() => countFrom(31)('30')).toThrow(/^It is 31 or more\.$/);
  expect(() => countFrom(1)('1.5')).toThrow(/whole number/);
});

it('what is to be read has to be there before a run begins', () => {
  expect([fileToRead(file), folderToRead(folder)]).toEqual([file, folder]);
  expect(() => fileToRead(folder)).toThrow(/no such file/);
  expect(() => folderToRead(file)).toThrow(/no such folder/);
  expect(() => folderToRead(join(folder, 'nowhere'))).toThrow(/no such folder/);
});

it('what is to be written has to have a place before a run begins', () => {
  expect(fileToWrite(join(folder, 'ledger.json'))).toBe(join(folder, 'ledger.json'));
  expect(() => fileToWrite(join(folder, 'nowhere', 'ledger.json'))).toThrow(/no such folder/);
  expect(() => fileToWrite(join(file, 'ledger.json'))).toThrow(/no such folder/);
  expect(() => fileToWrite(folder)).toThrow(/name a file in it/);
});
