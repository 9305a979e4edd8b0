import { expect, it } from 'vitest';
import { readKeyTemplate, timeZoneSchema } from '../../../presets/recordings/keyTemplate.ts';
import { TEMPLATES } from './templates.ts';

it.each(TEMPLATES)('%s is taken', template => {
  expect(readKeyTemplate(template).length).toBeGreaterThan(2);
});

it.each([
  ['{start:epochMs}.mp4', 'lacks {camera}'],
  ['{camera}.mp4', 'lacks {start:...}'],
  ['{camera}/{start:yyyyMMdd}.mp4', 'lacks HH, mm of {start:...}'],
  ['{camera}/{start:MMddHHmm}.mp4', 'lacks yyyy of'],
  ['{camera}/{start:yyyyMMddHHmmSSS}.mp4', 'lacks ss of'],
  ['{camera}/{start:epochMs}-{end:HHmm}.mp4', 'lacks yyyy, MM, dd of {end:...}'],
  ['{camera}/{start:yyyyMMddTHHmmss}.mp4', 'has "T"; there are yyyy'],
  ["{camera}/{start:yyyyMMdd'THHmmss}.mp4", 'has a quote that does not end'],
  ['{camera}/{start:yyyyMMddhhmmss}.mp4', 'has "hh"'],
  ['{camera}/{start}.mp4', 'has no field {start}'],
  ['{camera}/{began:epochMs}.mp4', 'has no field {began:epochMs}'],
  ['{Camera}/{start:epochMs}.mp4', 'has no field {Camera}'],
  ['{camera/{start:epochMs}.mp4', 'has a { that stands alone'],
  ['{camera}/{start:epochMs}}.mp4', 'has a } that stands alone'],
  ['{camera}/{start:epochMs}{seconds}.mp4', 'has digits right beside {seconds}'],
  ['{camera}/{start:epochMs}-{seconds}2.mp4', 'has digits right beside {seconds}'],
  [`{camera}/{start:epochMs}${'x'.repeat(600)}`, 'is longer than 512'],
])('%s is refused, since it %s', (template, why) => {
  expect(() => readKeyTemplate(template)).toThrow(why);
});

it.each(['Europe/Atlantis', '+01:00', ''])('%j is no time zone', zone => {
  expect(timeZoneSchema.safeParse(zone).success).toBe(false);
});
