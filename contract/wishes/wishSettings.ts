import { z } from 'zod';
import { wishRuleSchema } from './wishes.ts';

/** How a deployment reads wishes, and what it makes of wrong ones; absent in functions of older ones, which knew none. */
export const wishSettingsSchema = z.object({
  /** The renditions that are made of uploads. Where nobody knows them any name will do. */
  renditions: z.array(z.string()).optional(),
  /** Whether a file beside an upload is looked at. */
  sidecars: z.boolean(),
  rules: z.array(wishRuleSchema),
  onWrong: z.enum(['make', 'refuse']),
});

export type WishSettings = z.output<typeof wishSettingsSchema>;

/** What of them says how wishes are read. */
export type WishReading = Omit<WishSettings, 'onWrong'>;

/** Metadata alone, as of a deployment that tells no more. */
export const METADATA_ONLY: WishSettings = { sidecars: false, rules: [], onWrong: 'make' };
