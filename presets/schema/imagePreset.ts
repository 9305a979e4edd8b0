import { z } from 'zod';

/** A place in the source: a share of its length, or seconds from its start. */
export const timeSchema = z.union(
  [
    z.strictObject({ percent: z.number().min(0).max(100) }),
    z.strictObject({ seconds: z.number().min(0).max(86_400) }),
  ],
  { error: 'Invalid time: expected { percent: 0 to 100 } or { seconds: 0 or more }' },
);

/** One large image of many small ones, with a WebVTT map, for scrubbing. */
const spriteSchema = z
  .strictObject({
    columns: z.int().min(1).max(20).describe('Tiles across.'),
    width: z.int().min(32).max(320).multipleOf(2).describe('Of one tile, pixels.'),
    everySeconds: z.number().min(0.5).max(600).optional().describe('Distance between two tiles.'),
    count: z.int().min(1).max(100).optional().describe('Or so many tiles, whatever the length.'),
  })
  .refine(sprite => (sprite.everySeconds === undefined) !== (sprite.count === undefined), {
    error: 'Invalid sprite: expected either everySeconds or count',
  });

/** Stills, and what goes with them. */
export const imagePresetSchema = z.strictObject({
  kind: z.literal('image').describe('Stills, and what goes with them.'),
  format: z.enum(['jpeg', 'webp']).describe('Of all its images.'),
  quality: z.int().min(1).max(100).describe('1 is worst, 100 is best.'),
  widths: z
    .array(z.int().min(32).max(3840).multipleOf(2))
    .min(1)
    .max(6)
    .describe('Each image is made in all of these, pixels across as seen; never wider than the source.'),
  at: z
    .array(timeSchema)
    .min(1)
    .max(20)
    .describe(
      'The moments: `{ percent: 0 to 100 }` of the length, or `{ seconds: 0 or more }` from the start.',
    ),
  poster: z
    .union([z.boolean(), timeSchema], {
      error: 'Invalid poster: expected true, false, { percent: 0 to 100 } or { seconds: 0 or more }',
    })
    .describe(
      'One more image, `poster`, in the largest width: at a time of its own, or (`true`) at the first of `at`.',
    ),
  sprite: spriteSchema
    .optional()
    .describe('One large image of many small ones, with a WebVTT map, for scrubbing.'),
});

export type ImagePreset = z.infer<typeof imagePresetSchema>;
export type ImageTime = z.infer<typeof timeSchema>;
