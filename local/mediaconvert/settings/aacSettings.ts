import { z } from 'zod';
import { ignored } from './ignored.ts';

export const aacSettingsSchema = z.strictObject({
  /** Bit/s. */
  bitrate: z.int().min(6_000).max(1_024_000).optional(),
  codingMode: z.enum(['CODING_MODE_1_0', 'CODING_MODE_2_0', 'CODING_MODE_5_1']),
  /** Hz. */
  sampleRate: z.int().min(8_000).max(96_000),
  codecProfile: z.literal('LC').optional(),
  rateControlMode: z.literal('CBR').optional(),
  rawFormat: z.literal('NONE').optional(),
  specification: z.literal('MPEG4').optional(),
  audioDescriptionBroadcasterMix: z.literal('NORMAL').optional(),
  // Read only when rateControlMode is VBR, which is refused above.
  vbrQuality: ignored,
});

export type AacSettings = z.infer<typeof aacSettingsSchema>;
