import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Which folders a folder's files may import from; the way is always down. */
const MAY_IMPORT: Record<string, string[]> = {
  presets: [],
  profiles: ['presets'],
  media: ['presets', 'profiles'],
  pipeline: ['media', 'presets', 'profiles'],
  handlers: ['pipeline', 'media', 'presets', 'profiles'],
  stacks: ['pipeline', 'media', 'presets', 'profiles'],
  local: ['pipeline', 'media', 'presets', 'profiles'],
  cli: ['local', 'pipeline', 'media', 'presets', 'profiles'],
};

interface Import {
  from: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gms)].map(match => ({
    from: match[2] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

describe.each(Object.keys(MAY_IMPORT))('%s/', folder => {
  const files = globSync(`${folder}/**/*.ts`, { cwd: ROOT });

  it('imports only from folders below it', () => {
    expect(files.length).toBeGreaterThan(0);
    const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
    const wrong = files.flatMap(file =>
      importsOf(file)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => normalize(join(dirname(file), from)))
        .filter(target => !allowed.includes(target.split('/')[0] ?? ''))
        .map(target => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each(['media', 'pipeline'])('%s/', folder => {
  it('knows no AWS SDK value and no environment', () => {
    const files = globSync(`${folder}/**/*.ts`, { cwd: ROOT });
    const sdk = files.filter(file =>
      importsOf(file).some(({ from, typeOnly }) => from.startsWith('@aws-sdk/') && !typeOnly),
    );
    const environment = files.filter(file => readFileSync(join(ROOT, file), 'utf8').includes('process.env'));
    expect([...sdk, ...environment]).toEqual([]);
  });
});
