import { API_PATH } from '../../../wire/paths.ts';
import { change } from '../../address/call.ts';
import type { Begun, Row } from './row.ts';

/** An upload that was begun and is not over, by what its file can be told by: a page cannot open it again by itself. */
export interface Kept extends Begun {
  name: string;
  sizeBytes: number;
  /** When the file was changed last, milliseconds since 1970. */
  modified: number;
}

const PLACE = 'fanreel-uploads';

/** What outlives the page, the one that was begun last first; empty where the browser keeps nothing. */
export function keptUploads(): Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}

/** The upload of this very file to this key, if one was begun. */
export function keptFor({ file, key }: Pick<Row, 'file' | 'key'>, bucket: string): Kept | undefined {
  return keptUploads().find(
    one =>
      one.bucket === bucket &&
      one.key === key &&
      one.sizeBytes === file.size &&
      one.modified === file.lastModified,
  );
}

export function keep({ file }: Pick<Row, 'file'>, begun: Begun): void {
  const kept = { ...begun, name: file.name, sizeBytes: file.size, modified: file.lastModified };
  write([kept, ...others(begun)]);
}

export function forget(begun: Pick<Begun, 'uploadId'>): void {
  write(others(begun));
}

/** Throws away what was sent of an upload that nobody goes on with. */
export async function throwAway({ key, uploadId }: Begun): Promise<void> {
  forget({ uploadId });
  await change('DELETE', `${API_PATH}uploads`, { key, uploadId }).catch(() => {});
}

function others({ uploadId }: Pick<Begun, 'uploadId'>): Kept[] {
  return keptUploads().filter(one => one.uploadId !== uploadId);
}

function write(kept: Kept[]): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // Without it an upload goes on as long as the page stays.
  }
}
