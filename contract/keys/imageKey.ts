import { checkedKey } from './checkedKey.ts';

/**
 * Where a source's image goes: below the source's own key as a folder, `a/b.mp4/poster.jpg`. No name has a slash in
 * it, so the last one of a key parts source and name, and no two sources ever share an output.
 * @throws {WorkError} as checkedKey.
 */
export function imageKey(sourceKey: string, name: string): string {
  return checkedKey(`${sourceKey}/${name}`);
}
