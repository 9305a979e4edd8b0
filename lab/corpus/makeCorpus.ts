/**
 * `node lab/corpus/makeCorpus.ts [FOLDER]`: small files that stand for what people upload, and for what strangers
 * might; all from ffmpeg's own generators. `manifest.tsv` says of each what must become of it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ffmpeg } from '../support/clip.ts';
import { systemFfmpeg } from '../support/supportedFfmpegs.ts';
import { clips } from './clips/clips.ts';
import { corpusFiles } from './corpusFiles.ts';
import type { Corpus, CorpusFile, Recipe } from './file/corpusFile.ts';
import { field } from './recipes/field/index.ts';
import type { Canary } from './recipes/hostile/hostile.ts';
import { parts } from './recipes/streams.ts';

/** Where it is kept between runs. */
export const CORPUS_FOLDER = resolve(import.meta.dirname, '../../.fanreel-corpus');

/** Nobody listens there, unless a test does. */
const CANARY_URL = 'http://127.0.0.1:18080/canary.ts';

/** As many ffmpegs at a time. */
const AT_ONCE = 2;

/** What is made of clips is made again where theirs change. */
const CLIP_RECIPES = clips.flat().map(({ ffmpeg: args, bytes }) => args ?? String(bytes));

/**
 * Makes the corpus, or only those files whose recipe has changed since, always with the same ffmpeg: each one that is
 * tried gets the same files. `canary` is what the hostile files point at.
 * @throws {Error} naming the file whose recipe fails.
 */
export async function makeCorpus(
  folder: string = CORPUS_FOLDER,
  canary: Canary = { file: join(folder, 'canary-rel.ts'), url: CANARY_URL },
): Promise<Corpus> {
  makeFolders(folder, ['names', '.parts', '.made']);
  await makeParts(folder);
  const files = corpusFiles(canary);
  // All others are made of these.
  const first = files.filter(({ file }) => ['base.mp4', 'part-320.ts', 'part-640.ts'].includes(file));
  const others = files.filter(file => !first.includes(file));
  await makeAll(first, folder);
  await makeEncodedThenCopied(others, folder);
  writeManifest(join(folder, 'manifest.tsv'), files);
  return { folder, files };
}

/** Makes the files of the field in the same folder; the two share no file, so that both may be made at a time. */
export async function makeField(folder: string = CORPUS_FOLDER): Promise<Corpus> {
  makeFolders(folder, ['field', '.parts', '.made']);
  for (const stage of clips) await makeAll(stage, folder);
  await makeEncodedThenCopied(field, folder);
  writeManifest(join(folder, 'field/manifest.tsv'), field);
  return { folder, files: field };
}

function makeFolders(folder: string, names: readonly string[]): void {
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
}

/** What is put together from bytes is put together from files that ffmpeg made. */
async function makeEncodedThenCopied(files: CorpusFile[], folder: string): Promise<void> {
  const encoded = files.filter(file => file.ffmpeg !== undefined);
  const copied = files.filter(file => file.ffmpeg === undefined);
  for (const batch of [encoded, copied]) await makeAll(batch, folder);
}

function writeManifest(path: string, files: CorpusFile[]): void {
  const lines = files.map(({ file, verdict, says }) => `${file}\t${verdict}\t${says}\n`);
  writeFileSync(path, `file\tverdict\texpectation\n${lines.join('')}`);
}

async function makeParts(folder: string): Promise<void> {
  const cover = join(folder, '.parts/cover.png');
  if (!existsSync(cover))
    await ffmpeg([...parts['cover.png'].split(' '), `file:${cover}`], folder, systemFfmpeg());
  for (const name of ['t.srt', 'meta.txt'] as const) writeFileSync(join(folder, '.parts', name), parts[name]);
}

async function makeAll(files: readonly Recipe[], folder: string): Promise<void> {
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await makeUnlessMade(file, folder);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** A file's recipe is kept beside it, by its hash. */
async function makeUnlessMade(recipe: Recipe, folder: string): Promise<void> {
  const { file } = recipe;
  const path = join(folder, file);
  const mark = join(folder, '.made', createHash('sha256').update(file).digest('hex').slice(0, 16));
  const hash = [recipe.ffmpeg ?? '', ...(recipe.ffmpeg?.includes('.parts/') ? CLIP_RECIPES : [])].join('\n');
  if (
    recipe.ffmpeg !== undefined &&
    existsSync(path) &&
    existsSync(mark) &&
    readFileSync(mark, 'utf8') === hash
  )
    return;
  try {
    rmSync(path, { force: true });
    await make(recipe, folder, path);
  } catch (error) {
    throw new Error(`The recipe of ${file} failed: ${(error as Error).message}`, { cause: error });
  }
  if (recipe.ffmpeg !== undefined) writeFileSync(mark, hash);
}

async function make(recipe: Recipe, folder: string, path: string): Promise<void> {
  if (recipe.ffmpeg !== undefined) {
    await ffmpeg([...recipe.ffmpeg.trim().split(/ +/), `file:${path}`], folder, systemFfmpeg());
  } else if (recipe.sparse !== undefined) {
    writeFileSync(path, '');
    truncateSync(path, recipe.sparse);
  } else if (recipe.bytes) {
    writeFileSync(
      path,
      recipe.bytes(file => readFileSync(join(folder, file))),
    );
  }
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? CORPUS_FOLDER);
  const { files } = await makeCorpus(folder);
  await makeField(folder);
  console.log(`${files.length + field.length} files in ${folder}`);
}
