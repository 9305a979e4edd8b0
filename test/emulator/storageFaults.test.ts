import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { toAwsError } from '../../emulator/query/awsError.ts';
import { diskFullSentence } from '../../emulator/storageFaults.ts';

const SENTENCE = /data folder is full: make room/;

it('tells a full disk in one line, of a file as of a database, and as something to try again', () => {
  const file = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(diskFullSentence(file)).toMatch(SENTENCE);
  expect(toAwsError(fullDatabase())).toMatchObject({ status: 503, message: expect.stringMatching(SENTENCE) });
});

it('leaves every other error as it is', () => {
  expect(diskFullSentence(new Error('something else'))).toBeNull();
  expect(diskFullSentence('disk is full')).toBeNull();
});

/** What SQLite really throws. */
function fullDatabase(): unknown {
  const database = new DatabaseSync(':memory:');
  database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (x)');
  try {
    for (;;) database.exec('INSERT INTO t VALUES (zeroblob(4000))');
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
}
