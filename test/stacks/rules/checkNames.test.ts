import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../failures/configError.ts';
import { loadPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { loadProfile } from '../../../profiles/index.ts';
import { checkNames } from '../../../stacks/rules/checkNames.ts';

const profile = await loadProfile('local');
const preset = (await loadPresets()).get('720p') as Preset;

function named(...names: string[]): Map<string, Preset> {
  return new Map(names.map(name => [name, preset]));
}

describe('checkNames', () => {
  it.each([
    ['input', /preset "input".* the stack has another fanreel-input/],
    ['job-state', /another fanreel-job-state/],
    ['720p-dlq', /The preset "720p-dlq"/],
  ])('refuses a preset called %s, whose resources would clash', (name, sentence) => {
    expect(() => checkNames(profile, named(name))).toThrow(ConfigError);
    expect(() => checkNames(profile, named(name))).toThrow(sentence);
  });

  it('refuses two presets that differ only in dashes, since their outputs would have one name', () => {
    expect(() => checkNames(profile, named('720p-hdr', '720phdr'))).toThrow(/differ only in dashes/);
  });

  it('refuses an input bucket that is an output bucket too', () => {
    const looped = { ...profile, inputBucket: 'fanreel-720p' };
    expect(() => checkNames(looped, named('720p'))).toThrow(/encoded again, without end/);
  });

  it('accepts the presets that there are', async () => {
    const presets = await loadPresets();
    expect(() => checkNames(profile, presets)).not.toThrow();
  });
});
