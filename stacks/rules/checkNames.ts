import { renditionOutput } from '../../contract/deployment.ts';
import { ConfigError } from '../../failures/configError.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';

/** Names that the stack uses beside the renditions' own: `fanreel-input`, `fanreel-job-state`, ... */
const TAKEN = ['access-logs', 'dashboard', 'input', 'job-state', 'recordings'];
const TAKEN_ENDINGS = ['-dlq', '-callback', '-long'];

/**
 * Refuses presets whose queue, function or bucket would carry a name that something else in the stack has, and an
 * input bucket that is also an output bucket: each output would be a new upload, without end.
 * @throws {ConfigError} naming the file to rename.
 */
export function checkNames(profile: Profile, presets: Map<string, Preset>): void {
  const outputs = new Map<string, string>();
  for (const name of presets.keys()) {
    if (TAKEN.includes(name) || TAKEN_ENDINGS.some(ending => name.endsWith(ending)))
      throw taken(name, `${profile.prefix}-${name}`);
    const other = outputs.get(renditionOutput(name));
    if (other)
      throw new ConfigError(`The presets "${name}" and "${other}" differ only in dashes; rename one.`);
    outputs.set(renditionOutput(name), name);
    if (profile.inputBucket === `${profile.prefix}-${name}`) throw loop(profile.inputBucket, name);
  }
}

function taken(name: string, resource: string): ConfigError {
  return new ConfigError(
    `The preset "${name}" cannot have this name: the stack has another ${resource}; give it another.`,
  );
}

function loop(bucket: string, rendition: string): ConfigError {
  return new ConfigError(
    `inputBucket ${bucket} is the output bucket of rendition ${rendition}: each output would be encoded again, without end; name another bucket.`,
  );
}
