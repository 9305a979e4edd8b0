/**
 * `node lab/corpus/makeCorpus.ts [FOLDER]`: small files that stand for what people upload, and for what strangers
 * might; all from ffmpeg's own generators. `manifest.tsv` says of each what must become of it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
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

/** Of which files somebody has need. */
type Wanted = (file: CorpusFile) => boolean;

/**
 * Makes the corpus, or only those files whose recipe has changed since, always with the same ffmpeg: each one that is
 * tried gets the same files. `canary` is what the hostile files point at. What is not wanted is made only where what is wanted is made of it.
 * @throws {Error} naming the file whose recipe fails.
 */
export async function makeCorpus(
  folder: string = CORPUS_FOLDER,
  wanted: Wanted = () => true,
  canary: Canary = { file: join(folder, 'canary-rel.ts'), url: CANARY_URL },
): Promise<Corpus> {
  makeFolders(folder, ['names', '.parts', '.made']);
  await makeParts(folder);
  const files = corpusFiles(canary);
  // All others are made of these.
  const first = files.filter(({ file }) => ['base.mp4', 'part-320.ts', 'part-640.ts'].includes(file));
  const others = files.filter(file => !first.includes(file));
  await makeAll(first, folder);
  // What hostile files point at has to be there for whoever follows them.
  const isWanted = (file: CorpusFile) => wanted(file) || file.file === basename(canary.file);
  await makeEncodedThenCopied(others, isWanted, folder);
  writeManifest(join(folder, 'manifest.tsv'), files);
  return { folder, files };
}

/** Makes the files of the field in the same folder; the two share no file, so that both may be made at a time. */
export async function makeField(
  folder: string = CORPUS_FOLDER,
  wanted: Wanted = () => true,
): Promise<Corpus> {
  makeFolders(folder, ['field', '.parts', '.made']);
  for (const stage of clips) await makeAll(stage, folder);
  await makeEncodedThenCopied(field, wanted, folder);
  writeManifest(join(folder, 'field/manifest.tsv'), field);
  return { folder, files: field };
}

function makeFolders(folder: string, names: readonly string[]): void {
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
}

/** What is put together from bytes is put together from files that ffmpeg made. */
async function makeEncodedThenCopied(files: CorpusFile[], wanted: Wanted, folder: string): Promise<void> {
  const encoded = files.filter(file => file.ffmpeg !== undefined);
  const copied = files.filter(file => file.ffmpeg === undefined);
  await makeAll(encoded.filter(wanted), folder);
  const sources = new Map(encoded.map(file => [file.file, file]));
  for (const file of copied.filter(wanted)) await makeCopied(file, sources, folder);
}

/** Makes first what its bytes are taken from. */
async function makeCopied(
  file: CorpusFile,
  sources: ReadonlyMap<string, Recipe>,
  folder: string,
): Promise<void> {
  for (;;) {
    try {
      return await makeUnlessMade(file, folder, sources);
    } catch (error) {
      if (!(error instanceof NotMade)) throw error;
      await makeUnlessMade(error.recipe, folder);
    }
  }
}

/** That a recipe takes bytes of a file which is not there yet. */
class NotMade extends Error {
  readonly recipe: Recipe;

  constructor(recipe: Recipe) {
    super(`${recipe.file} is not made yet.`);
    this.recipe = recipe;
  }
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

async function makeUnlessMade(
  recipe: Recipe,
  folder: string,
  sources: ReadonlyMap<string, Recipe> = new Map(),
): Promise<void> {
  const { file } = recipe;
  if (isMade(recipe, folder)) return;
  const path = join(folder, file);
  try {
    rmSync(path, { force: true });
    await make(recipe, path, folder, sources);
  } catch (error) {
    if (error instanceof NotMade) throw error;
    throw new Error(`The recipe of ${file} failed: ${(error as Error).message}`, { cause: error });
  }
  if (recipe.ffmpeg !== undefined) writeFileSync(markOf(recipe, folder), madeBy(recipe));
}

/** A file's recipe is kept beside it; what is put together from bytes is so each time. */
function isMade(recipe: Recipe, folder: string): boolean {
  const mark = markOf(recipe, folder);
  const isThere = recipe.ffmpeg !== undefined && existsSync(join(folder, recipe.file)) && existsSync(mark);
  return isThere && readFileSync(mark, 'utf8') === madeBy(recipe);
}

function markOf({ file }: Recipe, folder: string): string {
  return join(folder, '.made', createHash('sha256').update(file).digest('hex').slice(0, 16));
}

/** What is written down of a recipe: all that it is made by. */
function madeBy({ ffmpeg: args = '' }: Recipe): string {
  return [args, ...(args.includes('.parts/') ? CLIP_RECIPES : [])].join('\n');
}

async function make(
  recipe: Recipe,
  path: string,
  folder: string,
  sources: ReadonlyMap<string, Recipe>,
): Promise<void> {
  if (recipe.ffmpeg !== undefined) {
    await ffmpeg([...recipe.ffmpeg.trim().split(/ +/), `file:${path}`], folder, systemFfmpeg());
  } else if (recipe.sparse !== undefined) {
    writeFileSync(path, '');
    truncateSync(path, recipe.sparse);
  } else if (recipe.bytes) {
    const read = (file: string) => {
      const source = sources.get(file);
      if (source && !isMade(source, folder)) throw new NotMade(source);
      return readFileSync(join(folder, file));
    };
    writeFileSync(path, recipe.bytes(read));
  }
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? CORPUS_FOLDER);
  const { files } = await makeCorpus(folder);
  await makeField(folder);
  console.log(`${files.length + field.length} files in ${folder}`);
}
