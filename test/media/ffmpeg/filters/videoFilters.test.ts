import { expect, test } from 'vitest';
import { fitFrame } from '../../../../media/ffmpeg/filters/fitFrame.ts';
import { videoFilters } from '../../../../media/ffmpeg/filters/videoFilters.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { VideoPreset } from '../../../../presets/schema/preset.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;

const GRID = { soundShift: 0, heldFrames: 0, frames: 150, lastSeconds: 0.04, soundSeconds: null };

test('a plain source is put on the grid, and then into its frame', () => {
  expect(videoFilters(planRendition(probeOf(), preset))).toEqual([
    'fps=30000/1001:start_time=0',
    ...fitFrame({ width: 1280, height: 720 }),
    'setsar=1',
  ]);
});

test('interlaced video is deinterlaced before it is scaled, progressive video is left alone', () => {
  const plan = planRendition(probeOf({ interlaced: true }), preset);

  expect(videoFilters(plan)).toEqual([
    ...fitFrame({ width: 1920, height: 1080 }, { options: ':interl=-1' }),
    'bwdif=mode=send_frame:deint=interlaced',
    'fps=30000/1001:start_time=0',
    ...fitFrame({ width: 1280, height: 720 }),
    'setsar=1',
  ]);
});

test('a rate above the cap is thinned out before it is scaled', () => {
  const plan = planRendition(probeOf({ fps: 120 }), preset);

  expect(videoFilters(plan)[0]).toBe('fps=60/1:start_time=0');
});

test.each([
  ['PQ', 'smpte2084'],
  ['HLG', 'arib-std-b67'],
])('%s high dynamic range is tone-mapped to BT.709', (transfer, curve) => {
  const plan = planRendition(
    probeOf({ transfer, primaries: 'BT.2020', matrix: 'BT.2020 non-constant', bitDepth: 10 }),
    preset,
  );

  expect(videoFilters(plan)).toContain(
    `zscale=tin=${curve}:min=bt2020nc:pin=bt2020:rin=limited:t=linear:npl=100`,
  );
  expect(videoFilters(plan).at(-1)).toBe('zscale=t=bt709:m=bt709:p=bt709:r=limited');
});

test('full-range samples are brought to the limited range', () => {
  const plan = planRendition(probeOf({ fullRange: true }), preset);

  expect(videoFilters(plan)).toEqual(
    expect.arrayContaining(
      fitFrame({ width: 1280, height: 720 }, { options: ':in_range=full:out_range=limited' }),
    ),
  );
});

test('RGB gets the BT.709 matrix and says so', () => {
  const plan = planRendition(probeOf({ chroma: 'rgb', fullRange: true }), preset);

  expect(videoFilters(plan)).toEqual([
    'fps=30000/1001:start_time=0',
    ...fitFrame(
      { width: 1280, height: 720 },
      { options: ':out_color_matrix=bt709:in_range=full:out_range=limited' },
    ),
    'setsar=1',
    'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ]);
});

test('pictures of a broadcast that change their shape are fitted by the time of the change', () => {
  const source = probeOf({ codec: 'mpeg2video', width: 720, height: 576 }, { container: 'ts' });
  const plan = planRendition(source, preset);
  const shapes = [
    { seconds: 0, aspect: 4 / 3 },
    { seconds: 3, aspect: 16 / 9 },
  ];
  const grid = { ...GRID, rate: plan.video.fps, pictureShift: 0.5 };

  const fit = videoFilters(plan, { grid, spareSeconds: 0, shapes }).find(filter =>
    filter.startsWith('scale'),
  );

  expect(fit).toContain('(1.333333+gte(t\\,3.499)*(1.777778-1.333333))');
  expect(fit).not.toContain('dar');
});
