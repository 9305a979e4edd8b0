import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import { ConfigError } from '../../failures/configError.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';

/** Of 4 KB that all variables of a Lambda function have together: what the preset and the rest leave, bytes. */
const MAX_RULES_BYTES = 1_500;

/**
 * How functions read wishes. Uploads may wish for what is made of each, not for what is asked for.
 * @throws {ConfigError} for rules that name a rendition that there is not, or that take too much room.
 */
export function wishSettingsOf({ wishes = {} }: Profile, presets: Map<string, Preset>): WishSettings {
  const { rules = [], sidecars = true, onWrong = 'make' } = wishes;
  const renditions = [...presets].filter(([, { kind }]) => kind !== 'clip').map(([name]) => name);
  for (const { prefix, renditions: wanted = [], without = [] } of rules) {
    const unknown = [...wanted, ...without].find(name => !renditions.includes(name));
    if (unknown === undefined) continue;
    throw new ConfigError(
      `wishes.rules: the rule for "${prefix}" names the rendition "${unknown}"; there are: ${renditions.join(', ')}.`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(rules));
  if (bytes > MAX_RULES_BYTES) {
    throw new ConfigError(
      `wishes.rules: they take ${bytes} bytes, and functions can be told ${MAX_RULES_BYTES} of them: say less of each, or have fewer.`,
    );
  }
  return { renditions, sidecars, rules, onWrong };
}
