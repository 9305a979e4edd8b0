import { z } from 'zod';

/**
 * A setting that MediaConvert knows and that means nothing for a file made locally: names for the console, tuning of
 * AWS's own encoder, metadata that ffmpeg passes on or drops by itself. Any value is accepted, kept and echoed.
 * Every such setting is listed by name in the schemas beside this file; all others that are not understood are refused.
 */
export const ignored = z.unknown().optional();
