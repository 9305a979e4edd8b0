import type { DeployedRendition, Deployment } from '../../contract/deployment.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';

/** The stack's preset of clips of this name, or its only one. @throws {CommandError} naming those that there are. */
export function clipPresetNamed(deployment: Deployment, name: string | undefined): DeployedRendition {
  const clips = deployment.renditions.filter(({ kind }) => kind === 'clip');
  const names = clips.map(one => one.name).join(', ');
  const [only, other] = clips;
  if (!only) throw new CommandError(1, 'This stack makes no clips: it has no preset of kind "clip".');
  if (name === undefined && !other) return only;
  if (name === undefined) {
    throw new CommandError(2, `There are several presets of clips, ${names}: say which one by --preset.`);
  }
  const found = clips.find(one => one.name === name);
  if (found) return found;
  throw new CommandError(2, `There is no preset of clips "${printable(name)}"; this stack has: ${names}.`);
}
