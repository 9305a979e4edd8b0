import { expect, it } from 'vitest';
import { quoteRendition } from '../../../cli/decide/quoteSource.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import local from '../../../profiles/local.ts';
import { type Profile, profileSchema } from '../../../profiles/schema/profile.ts';
import { CONTAINERS } from '../../fixtures/containers.ts';
import { probeOf } from '../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as Preset;

/** So long that no function could encode it. */
const FILM = probeOf(
  { durationSeconds: 7_200, frameCount: null },
  { durationSeconds: 7_200, clock: { ...probeOf().clock, editSeconds: 7_200 } },
);

function quoted(probed: typeof FILM, fields: Partial<Profile>) {
  const profile = profileSchema.parse({ ...local, ...fields });
  const quote = quoteRendition({ name: '720p', preset, probed, key: 'a.mp4', profile });
  if ('refusal' in quote) throw new Error(quote.refusal.message);
  return quote;
}

const against = ({ engines }: ReturnType<typeof quoted>) =>
  engines.map(one => [one.engine, one.against === null]);

it('a film goes to a container where the profile has some for long jobs, and where not to MediaConvert', () => {
  const containers = { ...CONTAINERS, longJobs: 'kubernetes' as const };
  const quote = quoted(FILM, { containers });
  expect(quote.engine).toBe('container');
  expect(against(quote)).toEqual([
    ['ffmpeg', false],
    ['container', true],
    ['mediaconvert', true],
  ]);
  expect(quote.usd).toBeLessThan(quoted(FILM, {}).usd);
  expect(quoted(FILM, {}).engine).toBe('mediaconvert');
});

it('a clip that the function has time for stays there, whatever containers cost', () => {
  const containers = { ...CONTAINERS, longJobs: 'kubernetes' as const, spot: true };
  const quote = quoted(probeOf(), { containers });
  expect(quote.engine).toBe('ffmpeg');
  expect(quote.usd).toBe(quoted(probeOf(), {}).usd);
});

it('a rendition that containers make is quoted by their cores, their time and their price, and handed on to nobody', () => {
  const quote = quoted(FILM, { compute: 'kubernetes', containers: CONTAINERS });
  expect(against(quote)).toEqual([
    ['ffmpeg', true],
    ['mediaconvert', true],
  ]);
  expect(quote.reason).toMatch(/fit the container/);
  const spot = quoted(FILM, { compute: 'kubernetes', containers: { ...CONTAINERS, spot: true } });
  expect(spot.usd - spot.requestsUsd).toBeCloseTo(0.3 * (quote.usd - quote.requestsUsd), 6);
  const larger = { ...CONTAINERS, vcpus: 16 as const, memoryMb: 32_768 };
  expect(quoted(FILM, { compute: 'kubernetes', containers: larger }).seconds).toBeLessThan(quote.seconds / 2);
});
