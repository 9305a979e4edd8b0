/**
 * `npm run folder -- --revision <commit>`: makes the data folder that test/e2e/olderFolder.test.ts starts on, by running
 * the stack of that commit. README.md beside the archive says what it holds.
 */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { endOnSignal } from '../support/ending/endOnSignal.ts';
import { removeScratchFolder, scratchFolder } from '../support/ending/scratchFolder.ts';
import { projectIn } from '../support/project.ts';
import { dataFolder } from '../support/runningStack.ts';
import { script } from '../support/script.ts';
import { packFolder } from './archive.ts';
import { fillFolder } from './fillFolder.ts';
import { setUpUpgrade } from './upgradeProject.ts';

const ROOT = join(import.meta.dirname, '../..');

const { revision, archive } = script('folder', 'make a data folder as an older version leaves it')
  .requiredOption('--revision <commit>', 'of this repository, whose stack fills the folder')
  .option('--archive <path>', 'where it is packed', join(ROOT, 'test/fixtures/olderFolder/folder.tar.xz'))
  .parse()
  .opts<{ revision: string; archive: string }>();

endOnSignal();
const project = projectIn(checkOut(revision));
try {
  await setUpUpgrade(project);
  await fillFolder(project.dir, dataFolder(project.dir));
  packFolder(dataFolder(project.dir), archive);
  console.log(`${archive}: ${statSync(archive).size} bytes`);
} finally {
  project.remove();
}

/** @throws {Error} git's own, where there is no such commit. */
function checkOut(commit: string): string {
  const dir = scratchFolder('older');
  try {
    const files = execFileSync('git', ['-C', ROOT, 'archive', commit], { maxBuffer: 1e9 });
    execFileSync('tar', ['-x', '-C', dir], { input: files });
    return dir;
  } catch (error) {
    removeScratchFolder(dir);
    throw error;
  }
}
