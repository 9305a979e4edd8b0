import { z } from 'zod';

/** Why a call was not answered. */
export const refusedSchema = z.object({ message: z.string().describe('One sentence for people.') });

export type Refused = z.infer<typeof refusedSchema>;
