import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPresets } from '../../../presets/index.ts';
import { loadProfile } from '../../../profiles/index.ts';
import { buildApp } from '../../../stacks/buildApp.ts';
import { Synthesized } from '../support/synthesize.ts';
import { tempFolder } from '../support/tempFolder.ts';

interface AssetFile {
  readonly source: { path: string };
}

describe('the bundles', () => {
  let stack: Synthesized;
  let assets: Record<string, AssetFile>;
  let outdir: string;

  beforeAll(async () => {
    outdir = tempFolder();
    const app = buildApp(await loadProfile('local'), await loadPresets(), { profileName: 'local', outdir });
    stack = new Synthesized(app.synth().stacks[0]?.template);
    assets = (
      JSON.parse(readFileSync(join(outdir, 'fanreel.assets.json'), 'utf8')) as { files: typeof assets }
    ).files;
  });

  it('are one for all renditions and one for the job state', () => {
    expect(folder('fanreel-720p')).toBe(folder('fanreel-1080p'));
    expect(folder('fanreel-job-state')).not.toBe(folder('fanreel-720p'));
  });

  it.each([
    ['fanreel-720p', 'transcode'],
    ['fanreel-job-state', 'jobState'],
  ])('of %s holds the handler and the probe, and nothing else', (functionName, file) => {
    const probe = ['MediaInfoModule.wasm', 'mediaInfoWorker.mjs'];
    expect(readdirSync(folder(functionName)).sort()).toEqual([...probe, `${file}.mjs`].sort());
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', functionName);
    expect(Properties.Handler).toBe(`${file}.handler`);
  });

  it.each([
    ['fanreel-720p', 'transcode'],
    ['fanreel-job-state', 'jobState'],
  ])(
    'of %s names no folder of this machine, so that the same source has the same hash',
    (functionName, file) => {
      const code = readFileSync(join(folder(functionName), `${file}.mjs`), 'utf8');
      expect(code).not.toContain(join(import.meta.dirname, '../../..'));
    },
  );

  it('of fanreel-720p starts without undici, which nothing in it uses and which takes a tenth of a second to load', () => {
    // Without a function's variables it ends before it is ready, with all of Node loaded that it imports.
    const code = `await import('${pathToFileURL(join(folder('fanreel-720p'), 'transcode.mjs'))}').catch(() => {});
      console.log(process.moduleLoadList.join());`;
    const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      encoding: 'utf8',
    });
    expect(loaded).toContain('NativeModule http,');
    expect(loaded).not.toContain('undici/undici');
  });

  function folder(functionName: string): string {
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', functionName);
    const { S3Key } = Properties.Code as { S3Key: string };
    return join(outdir, assets[S3Key.replace(/\.zip$/, '')]?.source.path ?? 'missing');
  }
});
