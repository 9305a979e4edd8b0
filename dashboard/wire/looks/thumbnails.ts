import { z } from 'zod';

export const thumbnailSchema = z.object({
  bucket: z.string().describe("The source's, as the key."),
  key: z.string(),
  percent: z.number().describe('Where in the source it was to be taken.'),
  seconds: z.number().describe('Where it was taken.'),
  width: z.number(),
  height: z.number(),
  url: z.string().describe('A link that works for an hour, for whoever asks here.'),
});

export const thumbnailsSchema = z.object({
  thumbnails: z.array(thumbnailSchema),
  before: z.string().optional().describe('Given back as `before` it gets the next; absent with the last.'),
});

export type Thumbnail = z.infer<typeof thumbnailSchema>;
export type Thumbnails = z.infer<typeof thumbnailsSchema>;
