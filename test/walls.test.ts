import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WALLS } from '../walls.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = [...new Set(Object.keys(WALLS).map(room => room.split('/')[0] ?? ''))];
const FILES = filesIn(FOLDERS);

/** Static, type-only and dynamic imports alike: a type ties two files together as a value does. */
const IMPORT = /^(?:import|(?:import|export)\s[^;'"=(]*?from)\s+'([^']+)'|\bimport\('([^']+)'\)/gms;

interface Import {
  from: string;
  typeOnly: boolean;
}

const imports = new Map([...FILES, ...filesIn(['lab', 'test'])].map(file => [file, importsOf(file)]));

function filesIn(folders: string[]): string[] {
  return globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`, { cwd: ROOT }).sort();
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([statement, from = '', later = '']) => ({
    from: from || later,
    typeOnly: /^(?:import|export)\s+type\s/.test(statement),
  }));
}

/** The project's own files that one imports. */
function neighbours(file: string): string[] {
  return (imports.get(file) ?? [])
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => normalize(join(dirname(file), from)))
    .filter(target => target !== 'walls.ts');
}

/** The smallest room that a file is in. */
function roomOf(file: string): string | undefined {
  const around = Object.keys(WALLS).filter(room => file === room || file.startsWith(`${room}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}

const isWithin = (room: string, of: string) => room === of || room.startsWith(`${of}/`);

describe.each(Object.entries(WALLS))('%s', (room, { imports: allowed }) => {
  const files = FILES.filter(file => roomOf(file) === room);

  it('is not empty', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it('imports only rooms that its walls have a door to', () => {
    const wrong = files.flatMap(file =>
      neighbours(file)
        .filter(target => {
          const to = roomOf(target);
          return to !== room && !(to && allowed.some(one => isWithin(to, one)));
        })
        .map(target => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has doors to rooms above it in the list only', () => {
    const above = Object.keys(WALLS).slice(0, Object.keys(WALLS).indexOf(room));
    const isAbove = (door: string) =>
      Object.keys(WALLS)
        .filter(one => isWithin(one, door))
        .every(one => above.includes(one));
    expect(allowed.filter(door => !isAbove(door))).toEqual([]);
  });
});

describe.each(Object.entries(WALLS).filter(([, { face }]) => face))('%s', (room, { face }) => {
  it('is seen from outside by its face alone, save by the tests of its own parts', () => {
    const around = [...imports.keys()].filter(
      file => !isWithin(file, room) && !isWithin(file, `test/${room}`),
    );
    const wrong = around.flatMap(file =>
      neighbours(file)
        .filter(target => isWithin(target, room) && target !== face)
        .map(target => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** One file an action of AWS, named after it: as many as are answered, and each is looked for by its name. */
const ONE_FILE_AN_ACTION = ['emulator/s3/actions', 'emulator/sqs/actions'];

/** One folder a command: a small one is its flags and its work. */
const isCommand = (folder: string) => dirname(folder) === 'cli/commands';

/** The files of a folder are data, read by their folder, and their one schema has to lie beside it. */
const SCHEMA_OF_DATA = 'profiles/schema';

it('a folder holds 3 to 12 files, folders in it counted towards the 3', () => {
  const folders = new Set(FILES.flatMap(foldersAround));
  const parts = (folder: string, of: Iterable<string>) =>
    [...of].filter(one => dirname(one) === folder).length;
  const wrong = [...folders].filter(folder => {
    const files = parts(folder, FILES);
    return files > 12 || files + parts(folder, folders) < 3;
  });
  const known = [...ONE_FILE_AN_ACTION, SCHEMA_OF_DATA];
  expect(wrong.filter(folder => !known.includes(folder) && !isCommand(folder))).toEqual([]);
});

function foldersAround(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? [] : [folder, ...foldersAround(folder)];
}

it('there is no circle of imports, types included', () => {
  expect(circles()).toEqual([]);
});

/** Each circle once, as the way around it (depth first; a file that is done can be on no new circle). */
function circles(): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, way: string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) found.push([...way.slice(at), file]);
    if (at !== -1 || done.has(file)) return;
    for (const next of neighbours(file)) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of FILES) walk(file, []);
  return found;
}

describe.each(['emulator', 'failures', 'presets', 'profiles', 'media', 'contract', 'pipeline'])(
  '%s/',
  folder => {
    const files = FILES.filter(file => file.startsWith(`${folder}/`));

    it('reads no environment', () => {
      const readers = files.filter(file => readFileSync(join(ROOT, file), 'utf8').includes('process.env'));
      expect(readers).toEqual([]);
    });
  },
);

describe.each(['failures', 'media', 'contract', 'pipeline'])('%s/', folder => {
  it('knows no AWS client, only the types of requests', () => {
    const clients = [...imports]
      .filter(([file]) => file.startsWith(`${folder}/`))
      .filter(([, of]) => of.some(({ from, typeOnly }) => from.startsWith('@aws-sdk/') && !typeOnly))
      .map(([file]) => file);
    expect(clients).toEqual([]);
  });
});
