/** S3's least size of a part that is not the last. */
const LEAST_PART_BYTES = 5 * 1024 * 1024;

/** How pieces become the parts of one upload. */
export interface Parts {
  /** Ranges of one piece each, which S3 copies by itself. */
  copies: number;
  /** Too small for that, and so fetched and written by whoever ends last. */
  carried: number;
  carriedBytes: number;
}

/**
 * A piece that is large enough is a part. A smaller one is filled up from the next, which the rest of that follows as a
 * part where it is still large enough.
 */
export function layParts(pieceBytes: number[]): Parts {
  const parts: Parts = { copies: 0, carried: 0, carriedBytes: 0 };
  let held = 0;
  for (const bytes of pieceBytes) {
    const filler = held === 0 ? 0 : LEAST_PART_BYTES - held;
    if (bytes - filler >= LEAST_PART_BYTES) {
      if (held > 0) carry(parts, LEAST_PART_BYTES);
      parts.copies++;
      held = 0;
    } else {
      held += bytes;
      if (held >= LEAST_PART_BYTES) {
        carry(parts, held);
        held = 0;
      }
    }
  }
  if (held > 0) carry(parts, held);
  return parts;
}

function carry(parts: Parts, bytes: number): void {
  parts.carried++;
  parts.carriedBytes += bytes;
}
