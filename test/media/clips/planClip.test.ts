import { describe, expect, test } from 'vitest';
import { planClip } from '../../../media/clips/plan/planClip.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const hd = { name: 'hd.mp4', probe: probeOf() };
const tall = { name: 'tall.mp4', probe: probeOf({ width: 1080, height: 1920, fps: 60 }) };
const sd = {
  name: 'sd.mp4',
  probe: probeOf({
    ...{ width: 720, height: 576, fps: 25, pixelAspect: 1 },
    ...{ primaries: 'BT.601 PAL', transfer: 'BT.601', matrix: 'BT.601' },
  }),
};
const silent = { name: 'silent.mp4', probe: { ...probeOf(), audio: null } };

/** So many seconds of each, one behind the other. */
function partsOf(...seconds: number[]) {
  let at = 0;
  return seconds.map((length, source) => {
    const part = { source, fromSeconds: 1, toSeconds: 1 + length, atSeconds: at };
    at += length;
    return part;
  });
}

describe('the frame of a clip', () => {
  test('is of the shape that most of its time has', () => {
    const mostlyWide = planClip([hd, tall], partsOf(5, 4), preset, 9);
    const mostlyTall = planClip([hd, tall], partsOf(4, 5), preset, 9);

    expect(mostlyWide.output.video).toMatchObject({ width: 1280, height: 720 });
    expect(mostlyTall.output.video).toMatchObject({ width: 720, height: 1280 });
    for (const { video } of mostlyTall.sources) expect(video).toMatchObject({ width: 720, height: 1280 });
  });

  test('is the largest of that shape', () => {
    const small = { name: 'small.mp4', probe: probeOf({ width: 640, height: 360 }) };

    expect(planClip([small, hd], partsOf(8, 1), preset, 9).output.video).toMatchObject({ width: 1280 });
  });
});

test('the grid is the fastest of the sources', () => {
  expect(planClip([hd, tall], partsOf(5, 1), preset, 6).output.video.fps).toEqual({ num: 60, den: 1 });
  expect(planClip([hd, hd], partsOf(5, 1), preset, 6).output.video.fps).toEqual({ num: 30_000, den: 1001 });
});

describe('the colours of a clip', () => {
  test('stay where all sources have the same', () => {
    const { sources, commonColours } = planClip([sd, sd], partsOf(1, 1), preset, 2);

    expect(commonColours.primaries).toBe('bt470bg');
    expect(sources.map(({ video }) => video.colour.from)).toEqual([null, null]);
  });

  test('are BT.709 where sources differ', () => {
    const { sources, commonColours } = planClip([hd, sd], partsOf(1, 1), preset, 2);

    expect(commonColours.primaries).toBe('bt709');
    expect(sources.map(({ video }) => video.colour.from?.primaries)).toEqual([undefined, 'bt470bg']);
  });
});

test('it has sound where any source has some, and the plan says where it is silent', () => {
  const plan = planClip([hd, silent], partsOf(1, 1), preset, 2);

  expect(plan.output.audio).not.toBeNull();
  expect(plan.decisions.find(({ what }) => what === 'audio')?.reason).toContain('"silent.mp4"');
  expect(planClip([silent, silent], partsOf(1, 1), preset, 2).output.audio).toBeNull();
});

test('what cannot be decoded is refused by its name', () => {
  const odd = { name: 'odd.mp4', probe: probeOf({ codec: 'vvc' }) };

  expect(() => planClip([hd, odd], partsOf(1, 1), preset, 2)).toThrow(/^"odd\.mp4": /);
});
