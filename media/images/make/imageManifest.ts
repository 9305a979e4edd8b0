import type { MadeImages } from './makeImages.ts';

/** What the manifest says of the source and where things lie. */
export interface ManifestPlace {
  source: { bucket: string; key: string; version: string };
  rendition: string;
  /** The key of a file by its name. */
  keyOf(name: string): string;
}

/** The list of a source's images, as JSON: each with its time, size and key. */
export function imageManifest(
  { plan, images, incomplete }: MadeImages,
  { source, rendition, keyOf }: ManifestPlace,
): string {
  const manifest = {
    schema: 'fanreel.images/1',
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

function spriteOf(sprite: NonNullable<MadeImages['plan']['sprite']>, keyOf: ManifestPlace['keyOf']): object {
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
