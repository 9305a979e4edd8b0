import { presetSchema } from '../../../presets/schema/preset.ts';
import { profileSchema } from '../../../profiles/schema/profile.ts';
import { fieldTable } from '../fieldTable.ts';

/** The fields of each kind of preset. */
export function presetFields(): string {
  return presetSchema.options
    .map(kind => [`### A preset of kind \`${kind.shape.kind.value}\``, fieldTable(kind)].join('\n\n'))
    .join('\n\n');
}

/** The fields of a profile. */
export function profileFields(): string {
  return ['### A profile', fieldTable(profileSchema)].join('\n\n');
}
