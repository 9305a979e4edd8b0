import { z } from 'zod';
import type { MadeImages } from '../media/images/make/makeImages.ts';
import { incompleteSchema } from './incompleteSchema.ts';

export const IMAGES = 'fanreel.images/1';

const imageSchema = z.object({
  role: z.string(),
  key: z.string(),
  seconds: z.number(),
  askedSeconds: z.number().describe('Where the preset would have it.'),
  width: z.number(),
  height: z.number(),
  sizeBytes: z.number(),
  reason: z.string().optional(),
});

const spriteSchema = z.object({
  key: z.string(),
  mapKey: z.string().describe('Of the WebVTT file that says which tile is when.'),
  columns: z.number(),
  rows: z.number(),
  tiles: z.number(),
  everySeconds: z.number(),
  tileWidth: z.number(),
  tileHeight: z.number(),
});

export const imageManifestSchema = z.object({
  schema: z.literal(IMAGES),
  source: z.object({ bucket: z.string(), key: z.string(), version: z.string() }),
  rendition: z.string(),
  durationSeconds: z.number(),
  incomplete: incompleteSchema.optional().describe("The source's end is missing; absent where it is whole."),
  images: z.array(imageSchema),
  sprite: spriteSchema.optional(),
});

/** The list of a source's images, each with its time, size and key. */
export type ImageManifest = z.infer<typeof imageManifestSchema>;

/** What the manifest says of the source and where things lie. */
export interface ManifestPlace extends Pick<ImageManifest, 'source' | 'rendition'> {
  /** The key of a file by its name. */
  keyOf(name: string): string;
}

/** @throws {z.ZodError} naming each field that is wrong. */
export function readImageManifest(text: string): ImageManifest {
  return imageManifestSchema.parse(JSON.parse(text));
}

/** The file's text. */
export function writeImageManifest(
  { plan, images, incomplete }: MadeImages,
  { source, rendition, keyOf }: ManifestPlace,
): string {
  const manifest: ImageManifest = {
    schema: IMAGES,
    source,
    rendition,
    durationSeconds: plan.durationSeconds,
    ...(incomplete && { incomplete }),
    images: images.map(({ role, name, seconds, askedSeconds, reason, width, height, sizeBytes }) => ({
      role,
      key: keyOf(name),
      seconds,
      askedSeconds,
      width,
      height,
      sizeBytes,
      reason,
    })),
    ...(plan.sprite && { sprite: spriteOf(plan.sprite, keyOf) }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function spriteOf(
  sprite: NonNullable<MadeImages['plan']['sprite']>,
  keyOf: ManifestPlace['keyOf'],
): ImageManifest['sprite'] {
  const { name, mapName, columns, rows, tiles, everySeconds, tile } = sprite;
  return {
    key: keyOf(name),
    mapKey: keyOf(mapName),
    columns,
    rows,
    tiles,
    everySeconds,
    tileWidth: tile.width,
    tileHeight: tile.height,
  };
}
