import { z } from 'zod';

/** A video, and what is known of it. */
export const filmSchema = z.object({
  name: z.string().describe("The rendition's, or `source`."),
  url: z.string().describe('Plays, until the links end.'),
  downloadUrl: z.string().describe('Saves it under a name of its own, until the links end.'),
  sizeBytes: z.number().optional(),
  durationSeconds: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  fps: z.number().optional(),
  codec: z.string().optional().describe('As it was read or planned, e.g. h264.'),
  audio: z.string().optional(),
  container: z.string().optional().describe('As the name ends, e.g. mp4.'),
  engine: z.string().optional(),
  usd: z.number().optional().describe('What all its attempts have cost, at list prices.'),
  quality: z.string().optional().describe('The floor that it was held against, where its preset has one.'),
  isCutShort: z.boolean().describe("The source's end was missing."),
});

export type Film = z.infer<typeof filmSchema>;
