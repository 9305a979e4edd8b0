import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CorpusFile } from '../../lab/corpus/file/corpusFile.ts';
import { throughMedia } from '../../lab/corpus/judge/throughMedia.ts';
import { CORPUS_FOLDER, makeField } from '../../lab/corpus/makeCorpus.ts';
import { field } from '../../lab/corpus/recipes/field/index.ts';
import { supportedFfmpegs } from '../../lab/support/supportedFfmpegs.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { film, moments } from '../fixtures/smallPresets.ts';

const scratch = mkdtempSync(join(tmpdir(), 'fanreel-field-'));
/** Each recipe stands for a recorder, but to try all costs a check minutes: `npm run field` does. */
const tried = everyNth(field, 5);
beforeAll(async () => {
  await makeField(CORPUS_FOLDER, file => tried.includes(file));
}, 300_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const [own, ...others] = supportedFfmpegs();

describe.concurrent(`what recorders really write comes out right, in its place and in sync: ${own?.name}`, () => {
  test.each(tried)('$file: $says', file => videoComesOutRight(file, own?.bin ?? ''));
});

describe.concurrent(`its images show the right moment: ${own?.name}`, () => {
  // Whatever a video's timeline is, images are of the same one: `npm run field` takes them of all.
  test.each(everyNth(tried.filter(isSeen), 3))('$file: $says', file =>
    imagesComeOutRight(file, own?.bin ?? ''),
  );
});

// To try all with each costs CI minutes: FFMPEG_BIN tries all with another one.
describe.each(others)('$name makes the same of some', ({ bin }) => {
  describe.concurrent('in its place and in sync', () => {
    test.each(everyNth(tried, 7))('$file: $says', file => videoComesOutRight(file, bin));
  });
});

function everyNth(files: CorpusFile[], n: number): CorpusFile[] {
  return files.filter((_, index) => index % n === 0);
}

function videoComesOutRight(file: CorpusFile, bin: string): Promise<void> {
  return take(file, [file.verdict], film, bin);
}

function imagesComeOutRight(file: CorpusFile, bin: string): Promise<void> {
  const { verdict, images = [verdict] } = file;
  return take(file, images, moments, bin);
}

async function take(
  { file, out }: CorpusFile,
  verdicts: readonly string[],
  preset: Preset,
  bin: string,
): Promise<void> {
  const path = join(CORPUS_FOLDER, file);

  const { got, message, wrong } = await throughMedia(path, { preset, bin, scratch }, out);

  expect(verdicts, message).toContain(got);
  expect(wrong).toEqual([]);
}

/** Where only the sound is special the images are those of any file. */
function isSeen({ out }: CorpusFile): boolean {
  return out?.tones === undefined;
}
