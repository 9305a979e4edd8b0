import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf } from '../../failures/catalogue.ts';
import { corpusFiles } from '../../lab/corpus/corpusFiles.ts';
import { judgeOutput } from '../../lab/corpus/judgeOutput.ts';
import { CORPUS_FOLDER, makeCorpus } from '../../lab/corpus/makeCorpus.ts';
import { watchPeakMemory } from '../../lab/corpus/peakMemory.ts';
import { throughMedia } from '../../lab/corpus/throughMedia.ts';
import { supportedFfmpegs } from '../../lab/support/supportedFfmpegs.ts';
import { PROBE_BUDGET_BYTES } from '../../media/probe/probe.ts';
import { choosePresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';

const presets = await choosePresets(['720p', 'thumbnails']);
const video = presets.get('720p') as Preset;
const thumbnails = presets.get('thumbnails') as Preset;
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

const scratch = mkdtempSync(join(tmpdir(), 'fanreel-classes-'));
const memory = watchPeakMemory(scratch);
beforeAll(async () => {
  await makeCorpus();
}, 180_000);
afterAll(() => {
  memory.stop();
  rmSync(scratch, { recursive: true, force: true });
});

describe.each(supportedFfmpegs())('$name', ({ bin }) => {
  describe('what is accepted comes out right', () => {
    test.each(accepted)('$file: $says', async ({ file, out }) => {
      const { got, message, facts } = await throughMedia(join(CORPUS_FOLDER, file), {
        preset: video,
        bin,
        scratch,
      });

      expect(message).toBe('');
      expect(got).toBe('accept');
      expect(facts && judgeOutput(facts, out ?? {})).toEqual([]);
    });
  });

  describe('what is refused costs little, and unless it has to be decoded, no download', () => {
    test.each(refused)('$file: $says', async ({ file, verdict }) => {
      memory.take();

      const outcome = await throughMedia(join(CORPUS_FOLDER, file), { preset: video, bin, scratch });

      expect(outcome.got).toBe(verdict);
      expect(outcome.message).toMatch(/^[A-Z].*\.($| )/);
      expect(kindOf(verdict.slice('refuse:'.length))?.operator).toMatch(/\.$/);
      expect(outcome.cpuSeconds).toBeLessThan(MOST_CPU_SECONDS);
      expect(memory.take()).toBeLessThan(MOST_MB);
      expect(outcome.bytesRead).toBeLessThanOrEqual(PROBE_BUDGET_BYTES);
      expect(outcome.decoded).toBe(DECODED.has(verdict));
    });
  });

  describe('thumbnails come of what is accepted, and of damaged films where pictures are left', () => {
    test.each(here)('$file: $says', async ({ file, verdict, images = [verdict] }) => {
      const { got } = await throughMedia(join(CORPUS_FOLDER, file), { preset: thumbnails, bin, scratch });

      expect(images).toContain(got);
    });
  });
});
