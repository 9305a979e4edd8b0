import { choosePresets, loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';

/**
 * The presets named, else every one the profile makes.
 * @throws {CommandError} 2 for a name that no preset has, with the valid ones.
 */
export async function chosenPresets(names: string[], profile: Profile): Promise<Map<string, Preset>> {
  if (names.length === 0) return choosePresets(profile.presets);
  const all = await loadPresets();
  return new Map(names.map(name => [name, presetNamed(name, all)]));
}

function presetNamed(name: string, all: Map<string, Preset>): Preset {
  const preset = all.get(name);
  if (preset) return preset;
  const valid = [...all.keys()].join(', ');
  throw new CommandError(2, `There is no preset "${printable(name)}"; there are: ${valid}.`);
}
