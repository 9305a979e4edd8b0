import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choosePresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { supportedFfmpegs } from '../fixtures/supportedFfmpegs.ts';
import type { CorpusFile } from './corpusFile.ts';
import { CORPUS_FOLDER, makeField } from './makeCorpus.ts';
import { type Pending, pending } from './pending.ts';
import { field } from './recipes/field/index.ts';
import { throughMedia } from './throughMedia.ts';

const video = (await choosePresets(['720p'])).get('720p') as Preset;

/** One small image of an early and of a late moment; `npm run corpus` makes all that the usual preset makes. */
const moments: Preset = {
  kind: 'image',
  format: 'jpeg',
  quality: 80,
  widths: [320],
  at: [{ percent: 10 }, { percent: 95 }],
  poster: false,
};

const scratch = mkdtempSync(join(tmpdir(), 'fanreel-field-'));
beforeAll(async () => {
  await makeField();
}, 300_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const [own, ...others] = supportedFfmpegs();

describe.concurrent(`what recorders really write comes out right, in its place and in sync: ${own?.name}`, () => {
  test.each(field)('$file: $says', file => videoComesOutRight(file, own?.bin ?? ''));
});

describe.concurrent(`its images show the right moment: ${own?.name}`, () => {
  test.each(field.filter(isSeen))('$file: $says', file => imagesComeOutRight(file, own?.bin ?? ''));
});

// To try all with each costs CI minutes: FFMPEG_BIN tries all with another one.
describe.each(others)('$name makes the same of every third', ({ bin }) => {
  describe.concurrent('in its place and in sync', () => {
    test.each(field.filter((_, index) => index % 3 === 0))('$file: $says', file =>
      videoComesOutRight(file, bin),
    );
  });
});

function videoComesOutRight(file: CorpusFile, bin: string): Promise<void> {
  return unlessPending(file, 'video', bin, each => take(file, [file.verdict], video, each));
}

function imagesComeOutRight(file: CorpusFile, bin: string): Promise<void> {
  const { verdict, images = [verdict] } = file;
  return unlessPending(file, 'images', bin, each => take(file, images, moments, each));
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

/** What is known to come out wrong must do so with one ffmpeg at least: else its mark has to go. */
async function unlessPending(
  { file }: CorpusFile,
  what: keyof Pending,
  bin: string,
  check: (bin: string) => Promise<void>,
): Promise<void> {
  const by = pending[file]?.[what];
  if (by === undefined) return check(bin);
  const bins = supportedFfmpegs().map(one => one.bin);
  // It is tried with all of them once.
  if (bin !== bins[0]) return;
  for (const each of bins) {
    const isWrong = await check(each).then(
      () => false,
      () => true,
    );
    if (isWrong) return;
  }
  throw new Error(`${file} comes out right now: take its mark (${by}) out of pending.ts.`);
}
