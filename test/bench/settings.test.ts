import { expect, it } from 'vitest';
import { describeSettings } from '../../lab/bench/settings/describeSettings.ts';
import { SETTINGS } from '../../lab/bench/settings/settingsTried.ts';
import { ffmpegArgs } from '../../media/ffmpeg/ffmpegArgs.ts';
import { planRendition } from '../../media/plan/plan.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { probeOf } from '../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const args = ffmpegArgs(planRendition(probeOf(), preset), { input: '/in', output: '/out.mp4' });

it('each setting changes the command in its own way, and leaves where it writes', () => {
  const changed = SETTINGS.map(({ change }) => change(args));
  expect(new Set(changed.map(words => words.join(' '))).size).toBe(SETTINGS.length);
  expect(changed.map(words => words.at(-1))).toEqual(SETTINGS.map(() => 'file:/out.mp4'));
});

it('a chain of filters loses the one that is tried without, whose commas are not those between filters', () => {
  const chainOf = (words: string[]) => words[words.indexOf('-vf') + 1] ?? '';
  const without = (name: string) =>
    chainOf(SETTINGS.find(setting => setting.name === name)?.change(args) ?? []);
  const pad = ',pad=1280:720:(ow-iw)/2:4*floor((oh-ih)/8):eval=frame';
  expect(without('no `pad`')).toBe(chainOf(args).replace(pad, ''));
  expect(without('no `fps`')).toMatch(/^scale=/);
});

it('figures come out as a table: the median of pairs with its range, and what VMAF and bytes change', () => {
  const figures = {
    rendition: '720p',
    name: 'one',
    ratios: [1.1, 0.9, 0.95],
    bytes: [1000, 990] as [number, number],
  };
  expect(
    describeSettings([
      { ...figures, vmaf: [93, 92.5] },
      { ...figures, vmaf: null },
    ])
      .split('\n')
      .slice(2),
  ).toEqual([
    '| 720p | one | 0.950 (0.900 to 1.100) | -0.50 | -1.00 % |',
    '| 720p | one | 0.950 (0.900 to 1.100) | unmeasured | -1.00 % |',
  ]);
});
