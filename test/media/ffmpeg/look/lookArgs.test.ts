import { expect, test } from 'vitest';
import { lookArgs } from '../../../../media/ffmpeg/look/lookArgs.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { VideoPreset } from '../../../../presets/schema/preset.ts';
import { probeOf } from '../../../fixtures/probes.ts';

test('of a source that is read by its own clock the very picture is taken, or none', async () => {
  const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
  const files = { input: 'in', output: 'out.mp4', opened: { ownClock: true } };

  const args = lookArgs(
    planRendition(probeOf(), preset),
    [{ outputSeconds: 1, sourceSeconds: 30.25, seekSeconds: 28 }],
    files,
    false,
  );

  const source = args.slice(args.indexOf('-noautorotate'), args.indexOf('file:in'));
  expect(source.join(' ')).toContain('-seek_timestamp 1 -ss 28 ');
  expect(args.filter(one => one.startsWith('trim=start=30.249500:end=30.250500,'))).toHaveLength(1);
});
