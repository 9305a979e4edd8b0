import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosePresets, loadPresets } from '../../presets/index.ts';
import { loadData } from '../../presets/schema/loadData.ts';
import { presetSchema } from '../../presets/schema/preset.ts';
import { presetHash } from '../../presets/schema/presetHash.ts';
import { loadProfile } from '../../profiles/index.ts';

const all = await loadPresets();
const videos = [...all].flatMap(([name, preset]) => (preset.kind === 'video' ? [{ name, preset }] : []));
const hd = videos[0]?.preset;
const images = all.get('thumbnails');
if (!hd || images?.kind !== 'image') throw new Error('no preset');

describe.each(videos)('video preset $name', ({ name, preset }) => {
  it('is named after its lines', () => {
    expect(name).toBe(`${preset.height}p`);
  });

  it('keeps its buffer within two seconds of its peak rate', () => {
    expect(preset.bufsizeKbps).toBeLessThanOrEqual(2 * preset.maxrateKbps);
  });
});

describe.each([...all])('preset %s', (_, preset) => {
  it('has a hash that the order of its fields does not change', () => {
    const turned = Object.fromEntries(Object.entries(preset).reverse()) as typeof preset;
    expect(presetHash(turned)).toBe(presetHash(preset));
  });

  it('has another hash when any one field is another', () => {
    for (const name of Object.keys(preset)) {
      expect(presetHash({ ...preset, [name]: 'another' } as never)).not.toBe(presetHash(preset));
    }
  });
});

describe('a wrong preset file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'presets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['limit', { ...hd, crf: 99 }, /limit\.ts: crf: .*<=51, got 99/],
    ['unknown', { ...hd, colour: 'red' }, /unknown field colour; valid are: kind, container, height,/],
    [
      'inner',
      { ...hd, audio: { ...hd.audio, bitrate: 1 } },
      /unknown field audio\.bitrate; valid are: codec,/,
    ],
    ['floor', { ...hd, quality: { metric: 'ssim', floor: 2 } }, /quality\.floor: .*<=1, got 2/],
    ['metric', { ...hd, quality: { metric: 'psnr', floor: 40 } }, /quality\.metric: .*got "psnr"/],
    ['scale', { ...hd, quality: { metric: 'vmaf', floor: 90, of: 100 } }, /unknown field quality\.of/],
    ['kind', { ...hd, kind: 'sound' }, /kind: .*got "sound"/],
    [
      'mixed',
      { ...hd, kind: 'image' },
      /unknown field container, .*valid are: kind, format, quality, widths,/,
    ],
    ['quality', { ...images, quality: 101 }, /quality: .*<=100, got 101/],
    ['odd', { ...images, widths: [333] }, /widths\.0: .*multiple of 2, got 333/],
    ['percent', { ...images, at: [{ percent: 101 }] }, /at\.0\.percent: .*<=100, got 101/],
    ['time', { ...images, at: [5] }, /at\.0: .*\{ percent: 0 to 100 \} or \{ seconds: .*, got 5/],
    ['poster', { ...images, poster: 5 }, /poster: .*expected true, false, .*got 5/],
    ['sprite', { ...images, sprite: { columns: 5, width: 160 } }, /sprite: .*either everySeconds or count/],
    [
      'tile',
      { ...images, sprite: { ...images.sprite, rows: 1 } },
      /sprite\.rows; valid are: columns, width,/,
    ],
    ['missing', { ...hd, gopSeconds: undefined }, /gopSeconds: is missing$/],
    ['Bad_Name', hd, /file name becomes a queue's and a bucket's name/],
  ])('%s names itself and what is wrong', async (name, data, message) => {
    const own = mkdtempSync(join(folder, 'one-'));
    writeFileSync(join(own, `${name}.ts`), `export default ${JSON.stringify(data)};`);
    await expect(loadData(own, presetSchema)).rejects.toThrow(message);
  });

  it('that cannot be loaded is named', async () => {
    const own = mkdtempSync(join(folder, 'one-'));
    writeFileSync(join(own, 'broken.ts'), 'export default {');
    await expect(loadData(own, presetSchema)).rejects.toThrow(/broken\.ts: cannot be loaded: /);
  });

  it('without a default export is refused', async () => {
    const own = mkdtempSync(join(folder, 'one-'));
    writeFileSync(join(own, 'empty.ts'), 'export const preset = {};');
    await expect(loadData(own, presetSchema)).rejects.toThrow(/empty\.ts: has no default export/);
  });
});

it('a name that no file has is answered with the valid names', async () => {
  await expect(choosePresets(['4k'])).rejects.toThrow(/no preset "4k"; there are: 720p, 1080p/);
  await expect(loadProfile('prod')).rejects.toThrow(
    /no profile "prod"; there are: local, production, staging/,
  );
});

it.each(['local', 'staging', 'production'])('profile %s passes its checks', async name => {
  expect((await loadProfile(name)).maxReceiveCount).toBeGreaterThanOrEqual(5);
});
