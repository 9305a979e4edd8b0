import { createHash } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { HANDLER_NAMES, type HandlerName } from '../../contract/environment.ts';
import { type Bundles, keepBundles, keptBundles } from './keptBundles.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The thread that MediaInfo runs in. */
const THREAD = 'mediaInfoWorker.mjs';

/** MediaInfo's own, which it loads from beside itself. */
const WASM = 'MediaInfoModule.wasm';

/** CommonJS packages in an ESM bundle call `require`, which an ES module lacks. */
const REQUIRE =
  "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

/** What all bundles for Node have in common. */
export const FOR_NODE = {
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Without the default condition "module", under which mediainfo.js offers a build for browsers that reads no file.
  conditions: [],
  mainFields: ['module', 'main'], // the SDK's ESM builds, of which only what is used gets in
  banner: { js: REQUIRE },
  alias: { 'node:http': join(import.meta.dirname, 'nodeHttp.cts') },
  // Paths in the output do not name this machine, also where `node_modules` is a link: same source, same asset hash.
  absWorkingDir: ROOT,
  preserveSymlinks: true,
  logLevel: 'warning',
} satisfies BuildOptions;

let bundles: Bundles | undefined;

/**
 * Writes one handler of `handlers/` into a folder as a bundle of its own: `<name>.mjs`, with the AWS SDK in it, so that what was tested
 * is what runs. Beside it lie the thread that MediaInfo runs in, which is started from a file, and MediaInfo's
 * WebAssembly, which mediainfo.js loads from its own folder.
 */
export function writeHandler(name: HandlerName, folder: string): void {
  writeFileSync(join(folder, `${name}.mjs`), bundled(`${name}.mjs`));
  writeThread(folder);
}

/** The thread alone, and what it loads, for whatever else probes videos. */
export function writeThread(folder: string): void {
  writeFileSync(join(folder, THREAD), bundled(THREAD));
  copyFileSync(createRequire(import.meta.url).resolve(`mediainfo.js/${WASM}`), join(folder, WASM));
}

/** Tells one version of a handler's code from another: the same source is the same version. */
export function codeVersion(name: HandlerName): string {
  const files = [`${name}.mjs`, THREAD].map(bundled);
  const hash = files.reduce((sum, file) => sum.update(file), createHash('sha256'));
  return hash.digest('hex').slice(0, 12);
}

/** All at once, since nearly all that esbuild reads for one the others need too. */
function bundled(file: string): Uint8Array {
  bundles ??= keptBundles(ROOT) ?? bundle();
  return bundles.get(file) as Uint8Array;
}

/** The file that a handler's bundle is made from. */
export function entryOf(name: HandlerName): string {
  return join(ROOT, 'handlers', `${name}.ts`);
}

function bundle(): Bundles {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [...HANDLER_NAMES.map(entryOf), join(ROOT, 'media/probe/analysis/mediaInfoWorker.ts')],
    ...{ ...FOR_NODE, outdir: ROOT, write: false, metafile: true },
  });
  const made: Bundles = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  keepBundles(ROOT, Object.keys(metafile.inputs), made);
  return made;
}
