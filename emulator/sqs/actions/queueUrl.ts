import { z } from 'zod';

/**
 * A queue's URL, read as the queue's name. Only the last part counts: AWS takes a URL of any host too, and a client in
 * a container knows this one under another name.
 */
export const queueUrl = z.string().transform(url => url.split('/').pop() ?? url);

/** A queue's ARN, read as the queue's name. */
export const queueArn = z
  .string()
  .regex(
    /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/,
    'You must use this format to specify it: arn:aws:sqs:<region>:<account>:<queue>.',
  )
  .transform(arn => arn.split(':').pop() ?? arn);
