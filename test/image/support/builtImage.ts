import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextEntries, ROOT, readDockerfile } from './dockerfile.ts';

let built: string | undefined;

/**
 * The folder that the image's build stage makes, by the command that the Dockerfile has for it, of what is in the context and nothing
 * else; made once.
 */
export function builtImage(): string {
  built ??= build();
  return built;
}

function build(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fanreel-image-')));
  const source = join(folder, 'src');
  mkdirSync(source);
  for (const entry of contextEntries()) cpSync(join(ROOT, entry), join(source, entry), { recursive: true });
  // What npm ci makes of package-lock.json.
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(source, 'node_modules'));
  const out = join(folder, 'out');
  const [program = '', ...args] = buildCommand().map(word => (word === '/out' ? out : word));
  if (program !== 'node') throw new Error(`The image is built by ${program}.`);
  execFileSync(process.execPath, args, { cwd: source, stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

/** `node image/build.ts /out`, as the Dockerfile has it. */
function buildCommand(): string[] {
  const stage = readDockerfile().stages.find(({ name }) => name === 'build');
  const [, run] = stage?.instructions.filter(([instruction]) => instruction === 'RUN').at(-1) ?? [];
  return (run?.split('&&')[0] ?? '').trim().split(' ');
}
