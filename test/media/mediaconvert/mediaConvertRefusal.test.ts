import { expect, test } from 'vitest';
import { mediaConvertRefusal } from '../../../media/mediaconvert/mediaConvertRefusal.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const sound = {
  streamIndex: 0,
  streamId: null,
  floatSamples: null,
  codec: 'aac',
  channels: 2,
  sampleRateHz: 48_000,
  durationSeconds: 10,
};
const refusalOf = (probe: Probe) => mediaConvertRefusal(probe, planRendition(probe, preset));

test('an ordinary MP4, turned or not, is taken', () => {
  expect(refusalOf(probeOf())).toBeNull();
  expect(refusalOf(probeOf({ rotation: 90 }))).toBeNull();
});

test.each([
  ['does not read flv1', probeOf({ codec: 'flv1' }, { container: 'flv' })],
  ['does not read h264 video in ogg', probeOf({}, { container: 'ogg' })],
  ['does not read vp9 video in mkv', probeOf({ codec: 'vp9' }, { container: 'mkv', audio: null })],
  ['does not read h264 video in avi', probeOf({}, { container: 'avi' })],
  ['does not read opus sound in mp4', probeOf({}, { audio: { ...sound, codec: 'opus' } })],
  ['under 32 pixels', probeOf({ width: 64, height: 16 })],
  ['does not lay see-through', probeOf({ codec: 'vp9', alpha: true }, { container: 'webm', audio: null })],
  ['does not know YCgCo', probeOf({ matrix: 'YCgCo' })],
  ['takes HLG for BT.2020', probeOf({ transfer: 'HLG' })],
  ['full-range PQ', probeOf({ transfer: 'PQ', primaries: null, matrix: null, fullRange: true })],
  ['begin below zero', probeOf({ untimed: true }, { container: 'mkv' })],
  ['does not turn mkv', probeOf({ rotation: 90 }, { container: 'mkv' })],
  ['does not turn interlaced', probeOf({ rotation: 90, interlaced: true })],
  ['does not turn 4:4:4', probeOf({ rotation: 180, chroma: '4:4:4' })],
])('it %s', (reason, probe) => {
  expect(refusalOf(probe)).toContain(reason);
});
