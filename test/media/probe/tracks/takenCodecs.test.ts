import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClip } from '../../../../lab/support/clip.ts';
import { DECODERS } from '../../../../media/ffmpeg/decode/decoders.ts';
import { planImages } from '../../../../media/images/plan/planImages.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import { probeFile } from '../../../../media/probe/probeFile.ts';
import { UNTAKEN_AUDIO, UNTAKEN_VIDEO } from '../../../../media/probe/tracks/takenCodecs.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { ImagePreset, VideoPreset } from '../../../../presets/schema/preset.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const images: ImagePreset = {
  kind: 'image',
  format: 'jpeg',
  quality: 80,
  widths: [320],
  at: [{ percent: 50 }],
  poster: false,
};
const refusal = expect.objectContaining({ failureClass: 'input', code: 'codec' });

test.each([
  ['snow.avi', ['-c:v', 'snow', '-strict', '-2']],
  ['j2k.mov', ['-c:v', 'jpeg2000']],
])('%s is refused by the plan, before anything is fetched', async (name, args) => {
  const path = await clip(name, { args });
  const probe = await probeFile(path);

  expect(() => planRendition(probe, preset)).toThrow(refusal);
  expect(() => planImages(probe, images)).toThrow(refusal);
});

test.each(['yamaha.avi', 'yamaha.mkv'])('%s is made without its sound, which the plan tells', async name => {
  const path = await clip(name, { audio: true, args: ['-c:v', 'mpeg4', '-c:a', 'adpcm_yamaha'] });
  const probe = await probeFile(path);

  const plan = planRendition(probe, preset);

  expect(plan.audio).toBeNull();
  expect(plan.warnings).toEqual([expect.stringContaining('adpcm_yamaha')]);
  expect(plan.decisions).toContainEqual(expect.objectContaining({ what: 'audio', choice: 'none' }));
  expect(() => planImages(probe, images)).not.toThrow();
});

test('a codec nobody has heard of is left for ffmpeg to judge', () => {
  expect(() => planRendition(probeOf({ codec: 'xyzzy' }), preset)).not.toThrow();
});

test('nothing is refused that ffmpeg may decode', () => {
  const decoders = new Set(DECODERS);

  expect([...UNTAKEN_VIDEO, ...UNTAKEN_AUDIO].filter(name => decoders.has(name))).toEqual([]);
});

async function clip(name: string, options: { audio?: boolean; args: string[] }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-codecs-'));
  return makeClip(join(folder, name), { size: '64x64', seconds: 0.4, audio: false, ...options });
}
