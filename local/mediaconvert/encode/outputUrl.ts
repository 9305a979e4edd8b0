import { posix } from 'node:path';

/**
 * Where an output goes, by the service's rules: destination, name modifier, a dot and the extension (by default the
 * container's). A destination that ends in `/` names no file: the input's name without its extension stands in.
 */
export function outputUrl(names: {
  destination: string;
  fileInput: string;
  nameModifier?: string | undefined;
  extension?: string | undefined;
}): string {
  const { destination, fileInput, nameModifier = '', extension = 'mp4' } = names;
  const base = destination.endsWith('/') ? posix.parse(fileInput).name : '';
  return `${destination}${base}${nameModifier}.${extension}`;
}
