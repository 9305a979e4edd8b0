import { z } from 'zod';
import { apiSchema } from '../api/apiSchema.ts';
import { keyTemplateSchema, timeZoneSchema } from '../recordings/keyTemplate.ts';
import { imagePresetSchema } from './imagePreset.ts';
import { videoPresetSchema } from './videoPreset.ts';

/** Ten days: what is cut from is then gone from most recorders. */
const MAX_SECONDS = 864_000;

/** By the keys of objects in a bucket. */
const byKeySchema = z.strictObject({
  by: z.literal('key').describe('By the keys of objects in a bucket.'),
  bucket: z
    .string()
    .min(3)
    .max(63)
    .optional()
    .describe('Whose recordings are cut from. Without it the stack makes one.'),
  template: z
    .union([keyTemplateSchema, z.array(keyTemplateSchema).min(1).max(8)])
    .describe(
      "How a recording's key is made up, such as `{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4`; of several, older forms too.",
    ),
  timeZone: timeZoneSchema.optional().describe('Of the times in keys, by its IANA name. Without it UTC.'),
  longestSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .describe('No recording is longer: how far back one is looked for.'),
  cameras: z
    .array(z.string().min(1))
    .min(1)
    .max(50)
    .optional()
    .describe('Those that there are. Without it every one that has recordings.'),
});

/** Cut from recordings, or from uploads, between two moments. */
export const clipPresetSchema = z.strictObject({
  kind: z.literal('clip').describe('A clip between two moments of recordings, and pictures of it.'),
  video: videoPresetSchema.describe('Picture and sound.'),
  cut: z
    .enum(['exact', 'copy'])
    .describe(
      '`exact`: on the frame, encoded anew. `copy`: whole groups of pictures as they are, from the key frame before on, where that can be.',
    ),
  longestSeconds: z.number().min(1).max(14_400).describe('A longer clip is refused.'),
  images: z
    .strictObject({
      format: imagePresetSchema.shape.format,
      quality: imagePresetSchema.shape.quality,
      widths: imagePresetSchema.shape.widths,
      poster: z.boolean().describe('One more image, `poster`, in the largest width.'),
    })
    .describe('Pictures of each clip, taken where it begins.'),
  recordings: z
    .discriminatedUnion('by', [
      byKeySchema,
      z.strictObject({
        by: z.literal('api').describe("By asking the API for a camera's recordings."),
        bucket: byKeySchema.shape.bucket,
      }),
    ])
    .describe("How a camera's recordings are found."),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Where the clips bucket is served, such as by a CDN: addresses in results begin so. Without it those of S3.',
    ),
  api: apiSchema.optional().describe('Another program that knows the cameras, or is told of clips.'),
  gaps: z
    .discriminatedUnion('policy', [
      z.strictObject({
        policy: z.literal('allow').describe('Clips are made all the same, and gaps told.'),
        picture: z
          .enum(['hold', 'go-on'])
          .describe(
            '`hold`: the last picture stands still, and it is silent. `go-on`: what follows is next.',
          ),
      }),
      z.strictObject({ policy: z.literal('refuse').describe('No clip is made where there is a gap.') }),
    ])
    .describe('What becomes of a clip of which recordings lack a part.'),
  pendingSeconds: z
    .int()
    .min(0)
    .max(43_200)
    .describe('How long recordings that are not there yet are waited for, from the end of the clip on.'),
  outOfRangeSeconds: z
    .int()
    .min(1)
    .max(MAX_SECONDS * 100)
    .describe('Of what is longer ago than this no recording is looked for.'),
});

export type ClipPreset = z.infer<typeof clipPresetSchema>;
