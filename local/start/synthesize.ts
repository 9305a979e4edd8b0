import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../failures/configError.ts';
import { foldersNeeded } from '../../walls.ts';

/** Everything a synth reads; when none of it has changed, neither has the template. */
const SOURCES = ['cdk.json', 'package-lock.json', 'walls.ts', ...foldersNeeded(['handlers', 'stacks'])];

/** A synth fills memory once and ends: with this many MB for what is new, a tenth less of it goes into collecting garbage. */
const ROOM_FOR_THE_YOUNG = '--min-semi-space-size=16';

/**
 * Synthesizes the stack of the local profile into `folder`, unless that holds the synth of the very same files.
 * Returns the cloud assembly's folder.
 * @throws {ConfigError} with what the CDK app said, when it fails.
 */
export async function synthesize(projectDir: string, folder: string): Promise<string> {
  const fingerprint = fingerprintOf(projectDir);
  const stamp = join(folder, 'fanreel-fingerprint');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return folder;
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  await runApp(projectDir, fresh);
  writeFileSync(join(fresh, 'fanreel-fingerprint'), fingerprint);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return folder;
}

function fingerprintOf(projectDir: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of SOURCES.flatMap(source => filesOf(projectDir, source))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(projectDir, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(projectDir: string, source: string): string[] {
  if (!existsSync(join(projectDir, source))) return [];
  if (source.includes('.')) return [source];
  const entries = readdirSync(join(projectDir, source), { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(projectDir.length + 1))
    .sort();
}

async function runApp(projectDir: string, folder: string): Promise<void> {
  const app = spawn(process.execPath, [ROOM_FOR_THE_YOUNG, 'stacks/app.ts'], {
    cwd: projectDir,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ profile: 'local' }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  app.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((done, fail) => app.on('error', fail).on('close', done));
  if (code === 0) return;
  throw new ConfigError(`The stack does not synthesize: ${said.trim() || `exit code ${code}`}`);
}
