import { imageKey } from './imageKey.ts';
import { outputKey } from './outputKey.ts';

/** The file that lists all images. */
export const MANIFEST = 'manifest.json';

/** The key of the object that speaks for a whole output: of a video in a container, or of images. @throws as checkedKey. */
export function finalKey(container: string | null, sourceKey: string): string {
  return container === null ? imageKey(sourceKey, MANIFEST) : outputKey(sourceKey, container);
}
