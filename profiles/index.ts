import { ConfigError } from '../failures/configError.ts';
import { choosePresets } from '../presets/index.ts';
import { loadData } from '../presets/schema/loadData.ts';
import type { Preset } from '../presets/schema/preset.ts';
import { type Profile, profileSchema } from './schema/profile.ts';

/** Every profile by name. */
export function loadProfiles(): Promise<Map<string, Profile>> {
  return loadData(import.meta.dirname, profileSchema);
}

/**
 * One deployment's settings by the name of its file.
 * @throws {ConfigError} for a name that no file has, with the valid names, and for a wrong field in any file.
 */
export async function loadProfile(name: string): Promise<Profile> {
  const all = await loadProfiles();
  const profile = all.get(name);
  if (!profile) {
    throw new ConfigError(`There is no profile "${name}"; there are: ${[...all.keys()].join(', ')}.`);
  }
  return profile;
}

/**
 * What a deployment makes, each rendition's preset by its name, in the profile's order.
 * @throws {ConfigError} for a name of `presets` that no file has, and for one of `compute` that is none of these, with the valid names.
 */
export async function presetsOf({ presets, compute = {} }: Profile): Promise<Map<string, Preset>> {
  const chosen = await choosePresets(presets);
  const placed = typeof compute === 'string' ? [] : Object.keys(compute);
  const unknown = placed.filter(name => !chosen.has(name));
  if (unknown.length === 0) return chosen;
  // Left alone, it would be made in its function, and nobody would know why.
  throw new ConfigError(
    `compute names "${unknown.join('", "')}", which the profile has no rendition of; there are: ${[...chosen.keys()].join(', ')}.`,
  );
}
