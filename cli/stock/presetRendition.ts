import type { DeployedRendition, Deployment } from '../../contract/deployment.ts';
import type { Naming } from '../../contract/job.ts';
import { finalKey } from '../../contract/keys/finalKey.ts';
import { madeOfUploadsNamed } from '../aws/deployment.ts';
import { CommandError } from '../terminal/commandError.ts';

/** A rendition of a stack that tells which preset it is made by. */
export type PresetRendition = DeployedRendition & Naming & { container: string | null };

/** Those of these names, or all. @throws {CommandError} 2 for a name the stack does not have, or of clips; 1 for a stack that tells no presets. */
export function presetRenditions(deployment: Deployment, names: string[]): PresetRendition[] {
  return madeOfUploadsNamed(deployment, names).map(rendition => {
    const { presetHash, container, kind = container === null ? 'image' : 'video' } = rendition;
    if (presetHash !== undefined && container !== undefined)
      return { ...rendition, presetHash, container, kind };
    throw new CommandError(
      1,
      'This stack was deployed by an older fanreel and does not tell its presets: deploy it again, or start it anew.',
    );
  });
}

/** Of the object that speaks for a source's whole output; null for a source whose name leaves no room for it. */
export function outputKeyOf({ container }: PresetRendition, key: string): string | null {
  try {
    return finalKey(container, key);
  } catch {
    return null;
  }
}
