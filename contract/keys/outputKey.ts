import { checkedKey } from './checkedKey.ts';
import { hasVideoSuffix } from './videoSuffixes.ts';

/**
 * Where a source's rendition goes: `a/b.mp4` stays `a/b.mp4`; another extension is kept and the container's appended
 * (`a/b.mov` -> `a/b.mov.mp4`). A name that could itself be such a result (`b.mov.mp4`) gets the suffix once more, so
 * that no two sources ever share an output. A name with no video ending, which only a raw publish brings, stays as it
 * is: every other output ends in the container's suffix, so it meets none of them.
 * @throws {WorkError} as checkedKey.
 */
export function outputKey(sourceKey: string, container: string): string {
  const suffix = `.${container}`;
  if (!hasVideoSuffix(sourceKey)) return sourceKey;
  if (!sourceKey.endsWith(suffix)) return checkedKey(sourceKey + suffix);
  const rest = sourceKey.slice(0, -suffix.length);
  return hasVideoSuffix(rest) ? checkedKey(sourceKey + suffix) : sourceKey;
}
