import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { kindOf } from '../../failures/catalogue.ts';
import { corpusFiles } from '../../lab/corpus/corpusFiles.ts';
import type { CorpusFile } from '../../lab/corpus/file/corpusFile.ts';
import { judgeOutput } from '../../lab/corpus/judge/judgeOutput.ts';
import { throughMedia } from '../../lab/corpus/judge/throughMedia.ts';
import { CORPUS_FOLDER, makeCorpus } from '../../lab/corpus/makeCorpus.ts';
import { watchPeakMemory } from '../../lab/corpus/peakMemory.ts';
import { supportedFfmpegs } from '../../lab/support/supportedFfmpegs.ts';
import { PROBE_BUDGET_BYTES } from '../../media/probe/probe.ts';
import { choosePresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { film, moments } from '../fixtures/smallPresets.ts';

const thumbnails = (await choosePresets(['thumbnails'])).get('thumbnails') as Preset;
const files = corpusFiles({
  file: join(CORPUS_FOLDER, 'canary-rel.ts'),
  url: 'http://127.0.0.1:18080/canary.ts',
});

/** Found out only by decoding. */
const DECODED = new Set(['refuse:corrupt', 'refuse:corrupt-audio']);

/** The bounds for refused files: ffmpeg's memory, MB, and processor time, since other tests share the cores. */
const MOST_MB = 200;
const MOST_CPU_SECONDS = 2;

/** The names are the object store's business: test/e2e and `npm run corpus` have them. */
const here = files.filter(({ file }) => !file.startsWith('names/'));
const accepted = here.filter(({ verdict }) => verdict === 'accept');
const refused = here.filter(({ verdict }) => verdict !== 'accept');

/** What a bomb costs, it costs once: it is the size that is tried with it. `npm run corpus` makes everything of all. */
const isBomb = ({ file }: CorpusFile) => file.startsWith('bomb-');
const small = here.filter(file => !isBomb(file));
const bombs = here.filter(({ file }) => file === 'bomb-8192.mp4');

const [own, ...others] = supportedFfmpegs();

// Of what is accepted every fourth one, for the field's recipes are taken as well; `npm run corpus` takes all.
const byOwn = {
  accepted: everyNth(accepted, 4),
  refused,
  imaged: [...everyNth(small, 8), ...bombs],
};

// What the probe refuses meets no ffmpeg at all. FFMPEG_BIN tries everything with another one.
const byOthers = {
  accepted: everyNth(accepted, 8).filter(file => !isBomb(file)),
  refused: refused.filter(({ verdict }) => DECODED.has(verdict)),
  imaged: everyNth(small, 16),
};

const scratch = mkdtempSync(join(tmpdir(), 'fanreel-classes-'));
beforeAll(async () => {
  const taken = new Set(
    [byOwn, byOthers].flatMap(some => Object.values(some).flat()).map(({ file }) => file),
  );
  await makeCorpus(CORPUS_FOLDER, ({ file }) => taken.has(file));
}, 180_000);
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe(own?.name ?? '', () => {
  takesAll(own?.bin ?? '', byOwn);
});

describe.each(others)('$name makes the same of a part of it', ({ bin }) => {
  takesAll(bin, byOthers);
});

function takesAll(bin: string, files: Record<'accepted' | 'refused' | 'imaged', CorpusFile[]>): void {
  describe.concurrent('what is accepted comes out right', () => {
    test.each(files.accepted)('$file: $says', async ({ file, out }) => {
      const { got, message, facts } = await throughMedia(join(CORPUS_FOLDER, file), {
        preset: film,
        bin,
        scratch,
      });

      expect(message).toBe('');
      expect(got).toBe('accept');
      expect(facts && judgeOutput(facts, out ?? {})).toEqual([]);
    });
  });

  // One after another, because the memory of every ffmpeg at work is counted. To watch costs more than to refuse.
  describe('what is refused costs little, and unless it has to be decoded, no download', () => {
    test.each(files.refused)('$file: $says', async ({ file, verdict }) => {
      const memory = watchPeakMemory(scratch);
      onTestFinished(memory.stop);

      const outcome = await throughMedia(join(CORPUS_FOLDER, file), { preset: film, bin, scratch });

      expect(outcome.got).toBe(verdict);
      expect(outcome.message).toMatch(/^[A-Z].*\.($| )/);
      expect(kindOf(verdict.slice('refuse:'.length))?.operator).toMatch(/\.$/);
      expect(outcome.cpuSeconds).toBeLessThan(MOST_CPU_SECONDS);
      expect(memory.take()).toBeLessThan(MOST_MB);
      expect(outcome.bytesRead).toBeLessThanOrEqual(PROBE_BUDGET_BYTES);
      expect(outcome.decoded).toBe(DECODED.has(verdict));
    });
  });

  describe.concurrent('images come of what is accepted, and of damaged films where pictures are left', () => {
    test.each(files.imaged)('$file: $says', async ({ file, verdict, images = [verdict] }) => {
      const { got } = await throughMedia(join(CORPUS_FOLDER, file), { preset: moments, bin, scratch });

      expect(images).toContain(got);
    });

    // Three widths, a poster and a sprite sheet cost several times as much, and know no other source.
    test.each(everyNth(files.imaged, 6))(
      '$file, all of the usual preset',
      async ({ file, verdict, images = [verdict] }) => {
        const { got } = await throughMedia(join(CORPUS_FOLDER, file), { preset: thumbnails, bin, scratch });

        expect(images).toContain(got);
      },
    );
  });
}

function everyNth(files: CorpusFile[], n: number): CorpusFile[] {
  return files.filter((_, index) => index % n === 0);
}
