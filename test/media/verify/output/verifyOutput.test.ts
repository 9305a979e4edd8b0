import { expect, test } from 'vitest';
import { shortOfClaim } from '../../../../media/plan/incomplete.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import type { AudioTrack, Probe, VideoTrack } from '../../../../media/probe/probe.ts';
import type { Grid } from '../../../../media/timeline/layGrid.ts';
import { verifyOutput } from '../../../../media/verify/output/verifyOutput.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { VideoPreset } from '../../../../presets/schema/preset.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const plan = planRendition(probeOf(), preset);
const output = (video: Partial<VideoTrack> = {}, rest: Partial<Probe> = {}) =>
  probeOf({ width: 1280, height: 720, ...video }, { faststart: true, ...rest });

test('an output that is what was planned passes', () => {
  expect(() => verifyOutput(output(), plan)).not.toThrow();
});

test('an output up to one frame or 50 ms off passes', () => {
  expect(() => verifyOutput(output({ durationSeconds: 9.97, frameCount: 299 }), plan)).not.toThrow();
});

test('an output that ends early means a damaged source, with the numbers', () => {
  expect(() => verifyOutput(output({ durationSeconds: 6, frameCount: 180 }), plan)).toThrow(
    expect.objectContaining({
      failureClass: 'input',
      code: 'corrupt',
      message: expect.stringContaining('only 180 of its 300 frames'),
      detail: expect.stringContaining('expected 300 frames'),
    }),
  );
});

test('frames missing from the middle are missed', () => {
  expect(() => verifyOutput(output({ frameCount: 280 }), plan)).toThrow(
    expect.objectContaining({ code: 'corrupt' }),
  );
});

test('where no index tells the length, an output that ends early is marked, and not refused', () => {
  const rough = planRendition(probeOf({}, { container: 'ts' }), preset);

  expect(() => verifyOutput(output({ durationSeconds: 6, frameCount: 180 }), rough)).not.toThrow();
  expect(shortOfClaim(6, rough)).toEqual({ seconds: 6, missingSeconds: 4.01 });
  expect(shortOfClaim(9.9, rough)).toBeNull();
  expect(shortOfClaim(6, plan)).toBeNull();
});

test('the output of a measured source has the frames and the sound of its grid', () => {
  const grid: Grid = {
    rate: { num: 30_000, den: 1001 },
    pictureShift: 0,
    soundShift: 0,
    heldFrames: 0,
    frames: 300,
    lastSeconds: 1 / 30,
    soundSeconds: 10.01,
  };

  expect(() => verifyOutput(output(), plan, grid)).not.toThrow();
  for (const off of [{ frames: 301 }, { frames: 299 }, { soundSeconds: 10.1 }]) {
    expect(() => verifyOutput(output(), plan, { ...grid, ...off })).toThrow(
      expect.objectContaining({ code: 'output-mismatch' }),
    );
  }
});

test('sound that is cut short is missed', () => {
  const audio = { ...probeOf().audio, durationSeconds: 4 } as AudioTrack;

  expect(() => verifyOutput(output({}, { audio }), plan)).toThrow(
    expect.objectContaining({ code: 'corrupt-audio', message: expect.stringContaining('4 of its 10.01 s') }),
  );
});

test('a guessed length proves nothing', () => {
  const guessed = { ...plan, durationToleranceSeconds: null };

  expect(() => verifyOutput(output({ durationSeconds: 6, frameCount: 180 }), guessed)).not.toThrow();
});

test('sound that was planned and is not there is the source’s fault', () => {
  expect(() => verifyOutput(output({}, { audio: null }), plan)).toThrow(
    expect.objectContaining({ failureClass: 'input', code: 'corrupt-audio' }),
  );
});

test.each([
  ['size is 1280x718, planned 1280x720', output({ height: 718 })],
  ['video codec is hevc, planned h264', output({ codec: 'hevc' })],
  ['rotation is 90, planned 0', output({ rotation: 90 })],
  ['pixel aspect is 1.333, planned 1', output({ pixelAspect: 1.333 })],
  ['samples is 10-bit 4:2:2, planned 8-bit 4:2:0', output({ bitDepth: 10, chroma: '4:2:2' })],
  ['frame rate is 25, planned 29.97', output({ fps: 25 })],
  ['length is 11 s, planned 10.01 s', output({ durationSeconds: 11 })],
  ['it has 330 frames, planned 300', output({ frameCount: 330 })],
  ['it has 100 bytes, at least 2400', output({}, { sizeBytes: 100 })],
  ['at most', output({}, { sizeBytes: 500_000_000 })],
  ['index is not at the front', output({}, { faststart: false })],
  ['container is mov, planned mp4', output({}, { container: 'mov' })],
])('it says that %s', (words, probe) => {
  expect(() => verifyOutput(probe, plan)).toThrow(
    expect.objectContaining({
      failureClass: 'preset',
      code: 'output-mismatch',
      message: expect.stringContaining(words),
    }),
  );
});

test("a plan of the version before, as the ledger may still hold one, is good for verifying an engine's output", () => {
  const { streamIndex, streamId, colour, crop, matrixUnnamed, declaresShapes, ...video } = plan.video;
  const filters = ['fps=30000/1001:start_time=0'];
  const stored = { ...plan, video: { ...video, streamIndex, streamId, filters } } as unknown as typeof plan;

  expect(() => verifyOutput(output(), stored)).not.toThrow();
  expect(() => verifyOutput(output({ width: 640 }), stored)).toThrow(
    expect.objectContaining({ code: 'output-mismatch' }),
  );
});
