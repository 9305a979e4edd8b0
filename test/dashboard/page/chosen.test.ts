import { expect, it } from 'vitest';
import { chooseAmong, type Taken } from '../../../dashboard/page/upload/work/chosen.ts';
import { droppedFiles } from '../../../dashboard/page/upload/work/dropped.ts';
import type { Row, Stage } from '../../../dashboard/page/upload/work/row.ts';

const taken = (path: string): Taken => ({ file: new File([], path), path, beside: null });

const row = (id: number, key: string, stage: Stage): Pick<Row, 'id' | 'key' | 'stage'> => ({
  id,
  key,
  stage,
});

it('a file that is chosen again is not taken twice, whether it was on the list or comes twice at once', () => {
  const rows = [row(1, 'in/a.mp4', { is: 'ready' })];
  const { fresh, replaced, twice } = chooseAmong(
    rows,
    [taken('a.mp4'), taken('b.mp4'), taken('b.mp4')],
    'in/',
  );
  expect(fresh.map(({ key }) => key)).toEqual(['in/b.mp4']);
  expect(twice).toBe(2);
  expect([...replaced]).toEqual([]);
});

it.each<Stage>([
  { is: 'failed', message: 'The file was changed since it was chosen: choose it again.' },
  { is: 'refused', message: 'It is empty.' },
])('one that came to nothing gives its place to the same file chosen again: $is', stage => {
  const { fresh, replaced, twice } = chooseAmong([row(7, 'a.mp4', stage)], [taken('a.mp4')], '');
  expect(fresh.map(({ key }) => key)).toEqual(['a.mp4']);
  expect([...replaced]).toEqual([7]);
  expect(twice).toBe(0);
});

interface Entry {
  isDirectory: boolean;
  name: string;
}

function file(name: string): Entry {
  return Object.assign(
    { isDirectory: false, name },
    { file: (done: (file: File) => void) => done(new File([], name)) },
  );
}

/** A browser tells of entries in parts, the last of which is empty. */
function folder(name: string, entries: Entry[]): Entry {
  const createReader = () => {
    const told = [entries, []];
    return { readEntries: (done: (some: Entry[]) => void) => done(told.shift() ?? []) };
  };
  return Object.assign({ isDirectory: true, name }, { createReader });
}

const dropped = async (...entries: Entry[]) => {
  const items = entries.map(entry => ({ webkitGetAsEntry: () => entry }));
  return (await droppedFiles({ items })).map(({ path }) => path);
};

it('files of one folder lie below it, and those of several are told apart by their names', async () => {
  const one = folder('one', [file('a.mp4'), file('a.mp4.json'), file('.hidden')]);
  expect(await dropped(one)).toEqual(['a.mp4', 'a.mp4.json']);
  expect(await dropped(one, folder('two', [file('a.mp4')]), file('b.mp4'))).toEqual([
    'one/a.mp4',
    'one/a.mp4.json',
    'two/a.mp4',
    'b.mp4',
  ]);
});

it('a folder that may not be read keeps nothing else out', async () => {
  const closed = {
    ...{ isDirectory: true, name: 'closed' },
    createReader: () => ({
      readEntries: (_: unknown, fail: (error: Error) => void) => fail(new Error('no')),
    }),
  };
  expect(await dropped(closed, file('b.mp4'))).toEqual(['b.mp4']);
});
