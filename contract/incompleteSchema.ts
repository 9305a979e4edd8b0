import { z } from 'zod';

/** How much there was of a source whose end is missing, as outputs, statuses and manifests tell it; seconds. */
export const incompleteSchema = z.object({
  seconds: z.number().describe('So much of it was there, and was made.'),
  missingSeconds: z.number().nullable().describe('So much was not; null where nothing says how long it was.'),
});
