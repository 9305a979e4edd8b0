import { finalKey } from './finalKey.ts';

/** Keys of sources whose output, or one of whose images, would lie there: at most two, of which one is the source's. */
export function sourceKeysOf(container: string | null, key: string): string[] {
  if (container === null) return key.includes('/') ? [key.slice(0, key.lastIndexOf('/'))] : [];
  const suffix = `.${container}`;
  const without = key.endsWith(suffix) ? [key.slice(0, -suffix.length)] : [];
  return [key, ...without].filter(source => source !== '' && isOutputOf(source, key, container));
}

function isOutputOf(source: string, key: string, container: string): boolean {
  try {
    return finalKey(container, source) === key;
  } catch {
    return false;
  }
}
