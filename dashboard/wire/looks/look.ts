import { z } from 'zod';
import { filmSchema } from './film.ts';
import { thumbnailSchema } from './thumbnails.ts';

/** A sheet of small pictures in even steps over the video. */
const spriteSchema = z.object({
  url: z.string(),
  columns: z.number(),
  rows: z.number(),
  tiles: z.number(),
  everySeconds: z.number(),
  tileWidth: z.number(),
  tileHeight: z.number(),
});

/** One source with all that was made of it, to be looked at. */
export const lookSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  expiresAt: z.string().describe('When the links end, ISO 8601 in UTC; to ask again gets new ones.'),
  fromSeconds: z.number().describe("Where in the source its renditions' first moment is."),
  source: filmSchema.optional().describe('Absent where it is not there any more.'),
  renditions: z.array(filmSchema),
  stills: z.array(thumbnailSchema),
  sprite: spriteSchema.optional(),
});

export type Sprite = z.infer<typeof spriteSchema>;
export type Look = z.infer<typeof lookSchema>;
