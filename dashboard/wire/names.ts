import { z } from 'zod';

/** S3's limit on a key, bytes of UTF-8. */
const MAX_KEY_BYTES = 1_024;

/** Of an object, by which a source or an upload is called. */
export const keySchema = z
  .string()
  .min(1)
  .refine(key => key.isWellFormed(), 'is no text in Unicode')
  .refine(
    key => new TextEncoder().encode(key).length <= MAX_KEY_BYTES,
    `has more than ${MAX_KEY_BYTES} bytes`,
  );

/** Of a bucket, by S3's oldest rules. */
export const bucketSchema = z.string().min(1).max(255);

/** Of a job, or of a request: no id of ours is as long, and DynamoDB takes 2,048 bytes. */
export const idSchema = z.string().min(1).max(500).describe('As an answer before told it.');
