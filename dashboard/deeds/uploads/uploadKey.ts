import { CommandError } from '../../../cli/terminal/commandError.ts';
import { MAX_KEY_BYTES } from '../../../contract/keys/checkedKey.ts';

/** A key that a file may get. @throws {CommandError} 2 for what S3 takes for none, or for a folder. */
export function uploadKey(key: string): string {
  const bytes = Buffer.byteLength(key);
  if (bytes > MAX_KEY_BYTES)
    throw new CommandError(
      2,
      `The key has ${bytes} bytes, and S3 takes ${MAX_KEY_BYTES}: use a shorter name.`,
    );
  if (key === '' || key.endsWith('/')) throw new CommandError(2, 'The key of a file ends with its name.');
  // Half of a character is no text that can be sent.
  if (!key.isWellFormed()) throw new CommandError(2, 'The key is no text in Unicode: rename the file.');
  return key;
}
