import { ConfigError } from '../failures/configError.ts';
import { loadData } from '../presets/schema/loadData.ts';
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
