import { expect, it } from 'vitest';
import { planFor } from '../../../../cli/commands/plan/planFor.ts';
import { planLines } from '../../../../cli/commands/plan/planLines.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { VideoPreset } from '../../../../presets/schema/preset.ts';
import { loadProfile } from '../../../../profiles/index.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const profile = await loadProfile('local');
const TWO_HOURS = { durationSeconds: 7_200, frameCount: 215_784 };
const request = { name: '720p', preset, path: '/films/film.mp4', profile, ffmpegBin: 'ffmpeg' };
const long = { ...request, probed: probeOf(TWO_HOURS, { durationSeconds: 7_200, sizeBytes: 4e9 }) };

it('shows the settings of a job for MediaConvert', () => {
  const planned = planFor(long);
  expect(planned).toMatchObject({
    engine: 'mediaconvert',
    reason: expect.stringMatching(/is over the limit of 600 s/),
    mediaConvert: { refusal: null, settings: { Inputs: [{ FileInput: 's3://fanreel-input/film.mp4' }] } },
  });
  expect(planLines(planned, 'local').join('\n')).toMatch(/settings +for MediaConvert +--json shows them/);
});

it('gives no settings where ffmpeg encodes, and says what MediaConvert could not do', () => {
  const planned = planFor({ ...request, probed: probeOf({ codec: 'theora' }, { container: 'ogg' }) });
  expect(planned).toMatchObject({
    engine: 'ffmpeg',
    mediaConvert: { refusal: 'MediaConvert does not read theora video in ogg files' },
  });
  expect(planned).not.toHaveProperty('mediaConvert.settings');
  expect(planLines(planned, 'local').join('\n')).toMatch(
    /mediaconvert +could not +MediaConvert does not read/,
  );
});

it('keeps the decisions of a rendition that fits neither engine', () => {
  const planned = planFor({
    ...long,
    profile: { ...profile, mediaConvert: { ...profile.mediaConvert, enabled: false } },
  });
  expect(planned).toMatchObject({
    plan: { container: 'mp4' },
    refusal: { class: 'preset', code: 'does-not-fit' },
  });
  expect(planLines(planned, 'local').at(-1)).toMatch(/^ {2}refused, does-not-fit: No engine can make this/);
});
