import { profileNamed } from '../../../cli/decide/profileNamed.ts';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import { loadPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { presetHash } from '../../../presets/schema/presetHash.ts';
import { loadProfiles } from '../../../profiles/index.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';

/** What forecasts are reckoned with: this checkout's, as near to the deployment as that tells of itself. */
export interface Reckoning {
  profileName: string;
  profile: Profile;
  /** Of each rendition that is made of uploads; null where this checkout has no such preset. */
  presets: Map<string, Preset | null>;
  notes: string[];
}

/** @param isLocal of a stack that older versions started, which does not tell its profile */
export async function reckoningOf(deployment: Deployment, isLocal: boolean): Promise<Reckoning> {
  const profileName = deployment.profile ?? (isLocal ? 'local' : 'production');
  const profiles = await loadProfiles();
  const all = await loadPresets();
  const made = madeOfUploads(deployment);
  const changed = made.filter(({ name, presetHash: hash }) => {
    const preset = all.get(name);
    return preset && hash !== undefined && presetHash(preset) !== hash;
  });
  return {
    profileName,
    profile: profiles.get(profileName) ?? (await profileNamed('production')),
    presets: new Map(made.map(({ name }) => [name, all.get(name) ?? null])),
    notes: [
      ...(deployment.profile === undefined ? [untold(profileName)] : []),
      ...(profiles.has(profileName) ? [] : [unknown(profileName)]),
      ...changed.map(({ name }) => `The preset "${name}" here is not the one that is deployed.`),
    ],
  };
}

function untold(name: string): string {
  return `The stack does not tell its profile: reckoned with "${name}".`;
}

function unknown(name: string): string {
  return `There is no profile "${name}" here: reckoned with "production".`;
}
