import { z } from 'zod';

/** The document that tells wishes: beside an upload, or with a request. */
export const WISH = 'fanreel.wish/1';

/** A place in the upload: seconds, or a time code such as `00:01:02.5`, hours and minutes as far as they are needed. */
const momentSchema = z.union(
  [
    z.number().min(0).max(864_000),
    z
      .string()
      .regex(/^(?:(?:\d{1,3}:)?[0-5]?\d:)?[0-5]?\d(?:\.\d{1,6})?$/)
      .transform(secondsOf),
  ],
  { error: 'expected seconds (12.5) or a time code ("00:01:02.5")' },
);

/** A trim is text in flags and metadata, and an object in files and requests. */
const TRIM_WORDS = 'expected from and to: 2-5, 00:01:02- or -10, in JSON { "from": 2, "to": 5 }';

const trimSchema = z
  .strictObject(
    { from: momentSchema.optional(), to: momentSchema.optional() },
    { error: ({ code }) => (code === 'invalid_type' ? TRIM_WORDS : undefined) },
  )
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'expected from, to or both')
  .refine(({ from = 0, to = Number.POSITIVE_INFINITY }) => to > from, 'to has to be later than from');

/** Seconds from the upload's start, or a share of its length such as `50%`. */
const pictureTimeSchema = z.union(
  [
    momentSchema,
    z
      .string()
      .regex(/^(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)\s*%$/)
      .transform(share => share.replaceAll(/\s/g, '')),
  ],
  { error: 'expected seconds (12.5), a time code ("00:01:02.5") or a share ("50%")' },
);

const nameSchema = z.string().trim().min(1).max(100);

/** Free text that is handed on; SNS and DynamoDB take no control characters everywhere. */
const textSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'no control characters, and no half of a character');

/** All that can be wished, field by field. */
export const wishesShape = {
  batch: textSchema(256).optional().describe('Under which name it belongs together with others.'),
  renditions: z
    .array(nameSchema)
    .min(1)
    .max(100)
    .optional()
    .describe('The renditions that are wanted; without it all are.'),
  without: z.array(nameSchema).min(1).max(100).optional().describe('Renditions that are not wanted.'),
  trim: trimSchema
    .optional()
    .describe('Only this part of the upload: from its start, or to its end, where one is left out.'),
  pictureTimes: z
    .array(pictureTimeSchema)
    .min(1)
    .max(20)
    .optional()
    .describe("Of renditions of images: the moments to take them of, in place of the preset's."),
  title: textSchema(500)
    .optional()
    .describe('What people call it; told with it, and not written into videos.'),
  correlationId: textSchema(256)
    .optional()
    .describe('By which whoever uploads knows it; told with all news of it.'),
  webhook: textSchema(2_000)
    .optional()
    .describe(
      'The id or the URL of a webhook that was added: it hears of this upload, whatever it hears of else.',
    ),
  priority: z
    .enum(['high', 'normal', 'low'])
    .optional()
    .describe('Before or after others, where they wait. Without it normal.'),
  metadata: z
    .record(
      z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'names are of letters, digits, ".", "_" and "-"'),
      textSchema(512),
    )
    .refine(entries => Object.keys(entries).length <= 20, 'at most 20 entries')
    .optional()
    .describe("The upload's own: told with all news of it."),
};

/** Strict: of a field that is misspelt whoever wishes should hear. */
export const wishesSchema = z.strictObject(wishesShape);

/** All that is wished of an upload, in a file beside it or for a command; strict as well. */
export const wishSchema = z.strictObject({ schema: z.literal(WISH).optional(), ...wishesShape });

/** What is wished of every upload whose key begins so; of all that match the longest prefix says it best. */
export const wishRuleSchema = z.strictObject({
  prefix: z
    .string()
    .max(1_024)
    .describe('Of the keys of uploads that it is for; every one where it is empty.'),
  ...wishesShape,
});

export type WishRule = z.output<typeof wishRuleSchema>;

/** What whoever uploaded an object asked for; stored with its jobs. Moments are seconds. */
export type Wishes = z.output<typeof wishesSchema>;

const trimTold = z.looseObject({
  from: z.number().optional().describe('Seconds of the upload; absent: its start.'),
  to: z.number().optional().describe('Seconds of the upload; absent: its end.'),
});

/** Wishes as they are told, moments in seconds; those that a later version knows stay in it. */
export const toldWishesSchema = z.looseObject({
  batch: told(z.string(), 'batch'),
  renditions: told(z.array(z.string()), 'renditions'),
  without: told(z.array(z.string()), 'without'),
  trim: told(trimTold, 'trim'),
  pictureTimes: told(z.array(z.union([z.number(), z.string()])), 'pictureTimes'),
  title: told(z.string(), 'title'),
  correlationId: told(z.string(), 'correlationId'),
  webhook: told(z.string(), 'webhook'),
  priority: told(z.string(), 'priority'),
  metadata: told(z.record(z.string(), z.string()), 'metadata'),
});

/** A wish that could not be taken. */
export const wishFailureSchema = z.object({
  code: z.string().describe('A code of the documented catalogue, or one that a later version has added.'),
  message: z.string().describe('One sentence, with the name of the field.'),
});

/** Why a wish could not be taken: a code of the catalogue, and one sentence that names the field. */
export type WishFailure = z.infer<typeof wishFailureSchema>;

function secondsOf(code: string): number {
  return code.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Described as the wish is. */
function told<T extends z.ZodType>(schema: T, wish: keyof typeof wishesShape) {
  return schema.optional().describe(wishesShape[wish].description ?? '');
}
