import { z } from 'zod';
import type { Wishes } from './wishes.ts';

/** The user metadata of an uploaded object by which whoever uploads says what should become of it. */
export const WISH_METADATA = { batch: 'fanreel-batch', renditions: 'fanreel-renditions' } as const;

/** S3 keeps what is not US-ASCII in a form that is no longer what was sent, so values are percent-encoded. */
const textSchema = z.string().trim().min(1).transform(decoded);

/** The metadata that tells wishes. */
export function writeWishes({ batch, renditions }: Wishes): Record<string, string> {
  return {
    ...(batch !== undefined && { [WISH_METADATA.batch]: encodeURIComponent(batch) }),
    ...(renditions && { [WISH_METADATA.renditions]: renditions.map(encodeURIComponent).join(',') }),
  };
}

/** The wishes in an object's metadata; undefined where it tells none. Any S3 client may have written them. */
export function readWishes(metadata: Record<string, string> = {}): Wishes | undefined {
  const batch = textSchema.safeParse(metadata[WISH_METADATA.batch]).data;
  const names = (metadata[WISH_METADATA.renditions] ?? '').split(',');
  const renditions = names.flatMap(name => textSchema.safeParse(name).data ?? []);
  if (batch === undefined && renditions.length === 0) return undefined;
  return { ...(batch !== undefined && { batch }), ...(renditions.length > 0 && { renditions }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
