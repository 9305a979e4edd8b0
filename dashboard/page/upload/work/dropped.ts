/** A file with where it lies. */
export interface Given {
  file: File;
  /** Below the folder that was given, with `/` between its parts. */
  path: string;
}

/** What is used of what a browser tells of files and folders that are dropped. */
interface Entry {
  isDirectory: boolean;
  name: string;
}

interface FileEntry extends Entry {
  file(done: (file: File) => void, fail: (error: Error) => void): void;
}

interface FolderEntry extends Entry {
  createReader(): {
    readEntries(done: (entries: Entry[]) => void, fail: (error: Error) => void): void;
  };
}

interface Dropped {
  items: Iterable<{ webkitGetAsEntry(): Entry | null }>;
}

/**
 * What was dropped, folders with all below them; to be asked for while the event is. Paths begin below a folder that came alone;
 * of several their names tell alike files apart.
 */
export function droppedFiles({ items }: Dropped): Promise<Given[]> {
  const entries = [...items].flatMap(item => item.webkitGetAsEntry() ?? []);
  return gather(entries);
}

/** What was chosen by a picker; of a folder paths begin with its name, as the names of keys do not. */
export function chosenFiles(list: Iterable<File & { webkitRelativePath: string }>): Given[] {
  const all = [...list].map(file => ({ file, path: file.webkitRelativePath || file.name }));
  return all
    .filter(({ path }) => !path.split('/').some(isHidden))
    .map(one => (one.file.webkitRelativePath ? { ...one, path: belowFirst(one.path) } : one));
}

async function gather(entries: Entry[]): Promise<Given[]> {
  const found: Given[] = [];
  for (const entry of entries) {
    const before = entries.length > 1 ? `${entry.name}/` : '';
    if (entry.isDirectory) found.push(...(await below(entry as FolderEntry, before)));
    else found.push(...(await fileOf(entry as FileEntry, '')));
  }
  return found;
}

async function below(folder: FolderEntry, before: string): Promise<Given[]> {
  const found: Given[] = [];
  for (const entry of await entriesOf(folder).catch(() => [])) {
    if (isHidden(entry.name)) continue;
    if (entry.isDirectory) found.push(...(await below(entry as FolderEntry, `${before}${entry.name}/`)));
    else found.push(...(await fileOf(entry as FileEntry, before)));
  }
  return found;
}

/** A browser tells a hundred at a time, and then none. Throws of a folder that may not be read, which is passed over. */
async function entriesOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

/** One that has gone meanwhile, or may not be read, is passed over. */
async function fileOf(entry: FileEntry, before: string): Promise<Given[]> {
  const file = await new Promise<File | null>(done => entry.file(done, () => done(null)));
  return file ? [{ file, path: before + file.name }] : [];
}

/** Half-copied files, `._` companions, folders of programs. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function belowFirst(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}
