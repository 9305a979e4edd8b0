/** S3's limit on an object's user metadata, bytes of names and values. */
export const MAX_METADATA_BYTES = 2_048;

/** What S3 counts of it. */
export function metadataBytes(metadata: Record<string, string>): number {
  return Object.entries(metadata).reduce((sum, pair) => sum + pair.join('').length, 0);
}
