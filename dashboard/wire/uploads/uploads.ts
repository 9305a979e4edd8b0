import { z } from 'zod';
import { keySchema } from '../names.ts';

/** What no file may get is refused by a sentence of its own. */
const newKeySchema = z.string().min(1).describe('The key that the file gets in the input bucket.');
const uploadSchema = z.object({ key: keySchema, uploadId: z.string().min(1) });
const eTagSchema = z.string().min(1).describe('Without quotes.');
const overSchema = eTagSchema
  .optional()
  .describe('The eTag of the object that may be replaced. Without it none is.');
const sizeSchema = z
  .int()
  .min(0)
  .max(5 * 1024 ** 4);

/** Where uploads go, and what can be wished of them. */
export const uploadPlaceSchema = z.object({
  bucket: z.string(),
  foreign: z
    .boolean()
    .describe("S3 is at another origin than this, so that the bucket has to let this one's pages in."),
  renditions: z.array(z.string()).describe('That are made of each upload, unless it wishes otherwise.'),
});

export const beginGivenSchema = z.object({
  key: newKeySchema,
  sizeBytes: sizeSchema,
  type: z.string().default('').describe('The content type that the browser has for it.'),
  wishes: z.record(z.string(), z.unknown()).default({}).describe('As in a file of wishes.'),
  over: overSchema,
});

/** What is there already under a key. */
export const thereSchema = z.object({
  eTag: eTagSchema,
  sizeBytes: z.number(),
  modifiedAt: z.string().describe('ISO 8601 in UTC.'),
  crc32: z.string().optional().describe('Of all of it, in base64; absent where S3 keeps none.'),
  wishedAlike: z.boolean().describe('What is wished is written at it already.'),
});

const existsSchema = z.object({ is: z.literal('exists'), object: thereSchema });

export const beganSchema = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('begun'),
    bucket: z.string(),
    uploadId: z.string(),
    partBytes: z.number().describe('Of each part but the last.'),
  }),
  existsSchema,
]);

export const signGivenSchema = uploadSchema.extend({
  number: z.int().min(1).max(10_000),
  crc32: z
    .string()
    .regex(/^[A-Za-z0-9+/]{6}==$/)
    .describe("The part's, in base64: S3 holds it against that."),
});

export const signedSchema = z.object({
  url: z.string().describe('To be PUT, soon.'),
  headers: z.record(z.string(), z.string()).describe('Which the signature is over.'),
});

export const partsGivenSchema = uploadSchema;

export const partsSchema = z.object({
  parts: z
    .array(
      z.object({
        number: z.number(),
        sizeBytes: z.number(),
        eTag: eTagSchema,
        crc32: z.string().optional(),
      }),
    )
    .nullable()
    .describe('Those that are there; null where the upload was ended, or thrown away.'),
});

export const completeGivenSchema = uploadSchema.extend({
  sizeBytes: sizeSchema,
  eTags: z.array(eTagSchema).min(1).max(10_000).describe('Of all parts, in their order.'),
  over: overSchema,
});

export const completedSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('complete'), bucket: z.string(), key: z.string() }),
  existsSchema,
  z.object({ is: z.literal('gone') }).describe('The upload was thrown away meanwhile.'),
]);

export const abortGivenSchema = uploadSchema;
export const abortedSchema = z.object({});

/** A file of wishes that goes along. */
export const besideGivenSchema = z.object({ key: newKeySchema, text: z.string() });
export const besideSchema = z.object({
  key: z
    .string()
    .nullable()
    .describe('Of the file of wishes; null where it is none, but of another program.'),
});

export type UploadPlace = z.infer<typeof uploadPlaceSchema>;
export type BeginGiven = z.input<typeof beginGivenSchema>;
export type Began = z.infer<typeof beganSchema>;
export type There = z.infer<typeof thereSchema>;
export type SignGiven = z.infer<typeof signGivenSchema>;
export type Signed = z.infer<typeof signedSchema>;
export type Parts = z.infer<typeof partsSchema>;
export type CompleteGiven = z.infer<typeof completeGivenSchema>;
export type Completed = z.infer<typeof completedSchema>;
export type UploadName = z.infer<typeof uploadSchema>;
export type BesideGiven = z.infer<typeof besideGivenSchema>;
