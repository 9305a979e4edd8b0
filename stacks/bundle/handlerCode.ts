import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { HandlerName } from '../../contract/environment.ts';
import { generatedAsset } from './generatedAsset.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** CommonJS packages in an ESM bundle call `require`, which an ES module lacks. */
const REQUIRE =
  "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

/**
 * One handler of `handlers/` as a bundle of its own: `<name>.mjs`, with the AWS SDK in it, so that what was tested
 * is what runs. Beside it lie the thread that MediaInfo runs in, which is started from a file, and MediaInfo's
 * WebAssembly, which mediainfo.js loads from its own folder.
 */
export function handlerCode(name: HandlerName): Code {
  const entry = join(ROOT, 'handlers', `${name}.ts`);
  return generatedAsset(entry, folder => {
    bundle(entry, join(folder, `${name}.mjs`));
    bundle(join(ROOT, 'media/probe/analysis/mediaInfoWorker.ts'), join(folder, 'mediaInfoWorker.mjs'));
    const wasm = createRequire(import.meta.url).resolve('mediainfo.js/MediaInfoModule.wasm');
    copyFileSync(wasm, join(folder, 'MediaInfoModule.wasm'));
  });
}

function bundle(entry: string, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Without the default condition "module", under which mediainfo.js offers a build for browsers that reads no file.
    conditions: [],
    mainFields: ['module', 'main'], // the SDK's ESM builds, of which only what is used gets in
    banner: { js: REQUIRE },
    absWorkingDir: ROOT, // paths in the output do not name this machine: same source, same asset hash
    logLevel: 'warning',
  });
}
