/** A file with where it lies. */
export interface Given {
  file: File;
  /** Below the folder that was given, with `/` between its parts. */
  path: string;
}

/** What was dropped, folders with all below them; to be asked for while the event is. */
export function droppedFiles({ items }: DataTransfer): Promise<Given[]> {
  const entries = [...items].flatMap(item => item.webkitGetAsEntry() ?? []);
  return gather(entries);
}

/** What was chosen by a picker; of a folder paths begin with its name, as the names of keys do not. */
export function chosenFiles(list: FileList): Given[] {
  const all = [...list].map(file => ({ file, path: file.webkitRelativePath || file.name }));
  return all
    .filter(({ path }) => !path.split('/').some(isHidden))
    .map(one => (one.file.webkitRelativePath ? { ...one, path: belowFirst(one.path) } : one));
}

async function gather(entries: FileSystemEntry[]): Promise<Given[]> {
  const found: Given[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) found.push(...(await below(entry as FileSystemDirectoryEntry, '')));
    else found.push(...(await fileOf(entry as FileSystemFileEntry, '')));
  }
  return found;
}

async function below(folder: FileSystemDirectoryEntry, before: string): Promise<Given[]> {
  const found: Given[] = [];
  for (const entry of await entriesOf(folder)) {
    if (isHidden(entry.name)) continue;
    if (entry.isDirectory)
      found.push(...(await below(entry as FileSystemDirectoryEntry, `${before}${entry.name}/`)));
    else found.push(...(await fileOf(entry as FileSystemFileEntry, before)));
  }
  return found;
}

/** A browser tells a hundred at a time, and then none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

/** One that has gone meanwhile, or may not be read, is passed over. */
async function fileOf(entry: FileSystemFileEntry, before: string): Promise<Given[]> {
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
