import { z } from 'zod';

export const thumbnailSchema = z.object({
  key: z.string().describe("The source's."),
  percent: z.number().describe('Where in the source it was to be taken.'),
  seconds: z.number().describe('Where it was taken.'),
  width: z.number(),
  height: z.number(),
  url: z.string().describe('A link that works for an hour.'),
});

export const thumbnailsSchema = z.object({ thumbnails: z.array(thumbnailSchema) });

export type Thumbnail = z.infer<typeof thumbnailSchema>;
