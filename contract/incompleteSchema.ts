import { z } from 'zod';

/** How much there was of a source whose end is missing, as outputs, statuses and manifests tell it; seconds. */
export const incompleteSchema = z.object({ seconds: z.number(), missingSeconds: z.number().nullable() });
