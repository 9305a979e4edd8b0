import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, which goes with all of the run's. */
export function tempFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'fanreel-stacks-')));
}
