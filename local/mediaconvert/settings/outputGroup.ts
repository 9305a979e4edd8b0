import { z } from 'zod';
import { aacSettingsSchema } from './aacSettings.ts';
import { ignored } from './ignored.ts';
import type { AudioSelector, InputSettings } from './inputSettings.ts';
import { videoDescriptionSchema } from './videoDescription.ts';

/**
 * `$dt$`, `$w$` and the like in a destination are filled in by the service; locally they would end up in the key as
 * they are, so they are refused.
 */
const FORMAT_IDENTIFIER = /\$(dt|d|t|rv|w|h|f|fn|ex|Number|Time|Bandwidth)?\$/;
const withoutIdentifiers = (text: string) => !FORMAT_IDENTIFIER.test(text);
const IDENTIFIERS = 'Should have no format identifiers ($...$): the local MediaConvert does not fill them in';

const audioDescriptionSchema = z.strictObject({
  audioSourceName: z.string().optional(),
  codecSettings: z.strictObject({ codec: z.literal('AAC'), aacSettings: aacSettingsSchema }),
  audioType: ignored,
  audioTypeControl: ignored,
  languageCodeControl: ignored,
  streamName: ignored,
});

const mp4SettingsSchema = z.strictObject({
  moovPlacement: z.enum(['PROGRESSIVE_DOWNLOAD', 'NORMAL']).optional(),
  freeSpaceBox: z.literal('EXCLUDE').optional(),
  cslgAtom: ignored,
  audioDuration: ignored,
});

const outputSchema = z.strictObject({
  containerSettings: z.strictObject({
    container: z.literal('MP4'),
    mp4Settings: mp4SettingsSchema.optional(),
  }),
  videoDescription: videoDescriptionSchema,
  audioDescriptions: z.array(audioDescriptionSchema).optional(),
  nameModifier: z.string().min(1).refine(withoutIdentifiers, IDENTIFIERS).optional(),
  extension: z.string().min(1).optional(),
});

const destinationSchema = z
  .string()
  .regex(/^s3:\/\/[^/]+\/[\s\S]*$/, 'Should be s3://bucket/key')
  .refine(withoutIdentifiers, IDENTIFIERS);

export const outputGroupSchema = z.strictObject({
  name: ignored,
  customName: ignored,
  outputGroupSettings: z.strictObject({
    type: z.literal('FILE_GROUP_SETTINGS'),
    fileGroupSettings: z.strictObject({
      destination: destinationSchema,
      // Encryption, storage class and ACL of the stored object: the local S3 has none of them.
      destinationSettings: ignored,
    }),
  }),
  outputs: z.array(outputSchema).min(1),
});

export type OutputSettings = z.infer<typeof outputSchema>;
export type AudioDescription = z.infer<typeof audioDescriptionSchema>;

/**
 * The selector that an audio description means: the one it names (by default "Audio Selector 1"), else the one marked
 * as the default. AWS inserts silence where there is neither; locally such a job is refused.
 */
export function audioSelectorOf(
  input: InputSettings,
  description: AudioDescription,
): AudioSelector | undefined {
  const selectors = input.audioSelectors ?? {};
  const named = selectors[description.audioSourceName ?? 'Audio Selector 1'];
  return named ?? Object.values(selectors).find(selector => selector.defaultSelection === 'DEFAULT');
}
