import { loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { presetsOf } from '../../profiles/index.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';

/**
 * The presets named, else every one that the profile makes of uploads.
 * @throws {CommandError} 2 for a name that no preset has, with the valid ones, or of clips.
 * @throws {ConfigError} for a profile that names renditions which there are not.
 */
export async function chosenPresets(names: string[], profile: Profile): Promise<Map<string, Preset>> {
  const deployed = await presetsOf(profile);
  if (names.length === 0) return ofUploads(deployed);
  const all = await loadPresets();
  return new Map(names.map(name => [name, presetNamed(name, all)]));
}

/** Clips are made of what each of them names. */
function ofUploads(presets: Map<string, Preset>): Map<string, Preset> {
  return new Map([...presets].filter(([, { kind }]) => kind !== 'clip'));
}

function presetNamed(name: string, all: Map<string, Preset>): Preset {
  const preset = all.get(name);
  if (preset?.kind === 'clip')
    throw new CommandError(2, `The preset "${name}" is of clips, which no upload is made into.`);
  if (preset) return preset;
  const valid = [...ofUploads(all).keys()].join(', ');
  throw new CommandError(2, `There is no preset "${printable(name)}"; there are: ${valid}.`);
}
