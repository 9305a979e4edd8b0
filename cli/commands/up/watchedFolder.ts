import { realpathSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/**
 * The real path of a folder to be watched.
 * @throws {CommandError} 2 when there is no such folder, or what fanreel writes would be seen in it as news.
 */
export function watchedFolder(path: string, dataDir: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(2, `There is no folder "${printable(path)}" to watch; make it first.`);
  }
  const folder = realpathSync(path);
  const toData = relative(folder, resolved(dataDir));
  const dataInside = !leavesFolder(toData) && !toData.split(sep).some(part => part.startsWith('.'));
  if (dataInside || !leavesFolder(relative(resolved(dataDir), folder))) {
    throw new CommandError(
      2,
      `"${printable(path)}" and the data folder "${printable(dataDir)}" lie in each other, so outputs would be taken for uploads; move one with --watch or --data.`,
    );
  }
  return folder;
}

/** The data folder may not exist yet. */
function resolved(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
}

function leavesFolder(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`);
}
