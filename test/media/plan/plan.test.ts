import { expect, test } from 'vitest';
import { fitFrame } from '../../../media/plan/frame/fitFrame.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const presets = await choosePresets(['720p', '1080p']);
const preset = presets.get('720p') as VideoPreset;

test('a 1080p source becomes the rung of the preset with everything the preset says', () => {
  const plan = planRendition(probeOf(), preset);

  expect(plan.video).toMatchObject({
    width: 1280,
    height: 720,
    fps: { num: 30_000, den: 1001 },
    profile: 'high',
    level: '3.2',
    crf: 22,
    maxrateKbps: 4000,
    bufsizeKbps: 8000,
    gopFrames: 60,
    encoderSpeed: 'veryfast',
    filters: ['fps=30000/1001:start_time=0', ...fitFrame({ width: 1280, height: 720 }), 'setsar=1'],
  });
  expect(plan.audio).toEqual({ streamIndex: 0, streamId: null, decoder: null, ...preset.audio });
  expect(plan).toMatchObject({ durationSeconds: 10.01, frames: 300, container: 'mp4' });
});

test('every decision has a reason in words', () => {
  const { decisions } = planRendition(
    probeOf({ rotation: 90, pixelAspect: 1.422, interlaced: true }),
    preset,
  );

  expect(decisions.map(({ what }) => what)).toEqual([
    'size',
    'rotation',
    'pixels',
    'frame rate',
    'scan',
    'colour',
    'audio',
    'length',
  ]);
  for (const { choice, reason } of decisions) expect(choice && reason).toMatch(/\w/);
});

test('a source without sound has none in the plan', () => {
  expect(planRendition(probeOf({}, { audio: null }), preset).audio).toBeNull();
});

test('interlaced video is deinterlaced before it is scaled, progressive video is left alone', () => {
  const plan = planRendition(probeOf({ interlaced: true }), preset);

  expect(plan.video.filters).toEqual([
    ...fitFrame({ width: 1920, height: 1080 }, { options: ':interl=-1' }),
    'bwdif=mode=send_frame:deint=interlaced',
    'fps=30000/1001:start_time=0',
    ...fitFrame({ width: 1280, height: 720 }),
    'setsar=1',
  ]);
});

test('a rate above the cap is thinned out before it is scaled', () => {
  const plan = planRendition(probeOf({ fps: 120 }), preset);

  expect(plan.video).toMatchObject({ fps: { num: 60, den: 1 }, gopFrames: 120 });
  expect(plan.video.filters[0]).toBe('fps=60/1:start_time=0');
});

test.each([
  ['PQ', 'smpte2084'],
  ['HLG', 'arib-std-b67'],
])('%s high dynamic range is tone-mapped to BT.709', (transfer, curve) => {
  const { video } = planRendition(
    probeOf({ transfer, primaries: 'BT.2020', matrix: 'BT.2020 non-constant', bitDepth: 10 }),
    preset,
  );

  expect(video.toneMap).toBe(true);
  expect(video.filters).toContain(`zscale=tin=${curve}:min=bt2020nc:pin=bt2020:rin=limited:t=linear:npl=100`);
  expect(video.filters.at(-1)).toBe('zscale=t=bt709:m=bt709:p=bt709:r=limited');
});

test('full-range samples are brought to the limited range', () => {
  const { video } = planRendition(probeOf({ fullRange: true }), preset);

  expect(video.filters).toEqual(
    expect.arrayContaining(
      fitFrame({ width: 1280, height: 720 }, { options: ':in_range=full:out_range=limited' }),
    ),
  );
});

test('RGB gets the BT.709 matrix and says so', () => {
  const { video } = planRendition(probeOf({ chroma: 'rgb', fullRange: true }), preset);

  expect(video.filters).toEqual([
    'fps=30000/1001:start_time=0',
    ...fitFrame(
      { width: 1280, height: 720 },
      { options: ':out_color_matrix=bt709:in_range=full:out_range=limited' },
    ),
    'setsar=1',
    'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ]);
});

test('a length that only the header of an MP4 tells to the frame must be met to the frame', () => {
  expect(planRendition(probeOf(), preset).durationToleranceSeconds).toBe(0.05);
  expect(planRendition(probeOf({ fps: 10 }), preset).durationToleranceSeconds).toBe(0.1);
  expect(planRendition(probeOf({}, { container: 'ts' }), preset).durationToleranceSeconds).toBe(0.5);
});

test('an unknown length is guessed from the size and proves nothing', () => {
  const plan = planRendition(
    probeOf({ durationSeconds: null, frameCount: null }, { durationSeconds: null, sizeBytes: 625_000 }),
    preset,
  );

  expect(plan).toMatchObject({ durationSeconds: 10, durationToleranceSeconds: null });
});

test.each([
  ['too-small', { width: 2, height: 2 }],
  ['too-large', { width: 8192, height: 8192 }],
])('frames are refused as %s', (code, size) => {
  expect(() => planRendition(probeOf(size), preset)).toThrow(
    expect.objectContaining({ failureClass: 'input', code }),
  );
});
