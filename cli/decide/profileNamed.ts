import { loadProfiles } from '../../profiles/index.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';

/** @throws {CommandError} 2 for a name that no profile has, with the valid ones. */
export async function profileNamed(name: string): Promise<Profile> {
  const all = await loadProfiles();
  const profile = all.get(name);
  if (profile) return profile;
  const valid = [...all.keys()].join(', ');
  throw new CommandError(2, `There is no profile "${printable(name)}"; there are: ${valid}.`);
}
