import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { operatorNote } from '../../media/operatorNote.ts';
import { PROBE_BUDGET_BYTES } from '../../media/probe.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { corpusFiles } from './corpusFiles.ts';
import { judgeOutput } from './judgeOutput.ts';
import { CORPUS_FOLDER, makeCorpus } from './makeCorpus.ts';
import { throughMedia } from './throughMedia.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const files = corpusFiles({
  file: join(CORPUS_FOLDER, 'canary-rel.ts'),
  url: 'http://127.0.0.1:18080/canary.ts',
});

/** Found out only by decoding. */
const DECODED = new Set(['refuse:corrupt', 'refuse:corrupt-audio']);

/** The names are the object store's business: test/e2e and `npm run corpus` have them. */
const accepted = files.filter(({ file, verdict }) => verdict === 'accept' && !file.startsWith('names/'));
const refused = files.filter(({ verdict }) => verdict !== 'accept');

beforeAll(async () => {
  await makeCorpus();
}, 180_000);

describe('what is accepted comes out right', () => {
  test.each(accepted)('$file: $says', async ({ file, out }) => {
    const { got, message, facts } = await throughMedia(join(CORPUS_FOLDER, file), preset);

    expect(message).toBe('');
    expect(got).toBe('accept');
    expect(facts && judgeOutput(facts, out ?? {})).toEqual([]);
  });
});

describe('what is refused is refused soon, and unless it has to be decoded, without a download', () => {
  test.each(refused)('$file: $says', async ({ file, verdict }) => {
    const outcome = await throughMedia(join(CORPUS_FOLDER, file), preset);

    expect(outcome.got).toBe(verdict);
    expect(outcome.message).toMatch(/^[A-Z].*\.($| )/);
    expect(operatorNote(verdict.slice('refuse:'.length))).toMatch(/\.$/);
    // Two seconds on a quiet machine, which npm run corpus shows; here other tests share the cores.
    expect(outcome.seconds).toBeLessThan(10);
    expect(outcome.bytesRead).toBeLessThanOrEqual(PROBE_BUDGET_BYTES);
    expect(outcome.decoded).toBe(DECODED.has(verdict));
  });
});
