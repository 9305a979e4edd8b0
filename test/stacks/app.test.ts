import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elfFile } from './support/craftElf.ts';
import { tempFolder } from './support/tempFolder.ts';

const APP = join(import.meta.dirname, '../../stacks/app.ts');

describe('stacks/app.ts', { timeout: 30_000 }, () => {
  it.each([
    [
      'no profile',
      {},
      {},
      /^Name the deployment with -c profile=NAME; there are: local, production, staging\.\n$/,
    ],
    [
      'an unknown profile',
      { profile: 'prod' },
      {},
      /^There is no profile "prod"; .*local, production, staging\.\n$/,
    ],
    [
      'an ffmpeg for another architecture',
      { profile: 'production' },
      { FFMPEG_BIN: elfFile({ machine: 'arm64' }) },
      /^The ffmpeg for the Lambda layer, .* is built for arm64; .*\.\n$/,
    ],
  ])('says in one sentence what is wrong with %s', async (_, context, env, sentence) => {
    const { code, stderr, written } = await synth(context, env);
    expect(stderr).toMatch(sentence);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(code).toBe(1);
    // Half a stack, deployed, would delete the other half.
    expect(written).toEqual([]);
  });
});

function synth(context: object, env: object): Promise<{ code: number; stderr: string; written: string[] }> {
  const outdir = tempFolder();
  const options = {
    env: { ...process.env, ...env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  };
  return new Promise(resolve => {
    execFile(process.execPath, [APP], options, (error, _, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stderr, written: readdirSync(outdir) });
    });
  });
}
