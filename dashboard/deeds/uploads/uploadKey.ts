import { CommandError } from '../../../cli/terminal/commandError.ts';
import { MAX_KEY_BYTES } from '../../../contract/keys/checkedKey.ts';

/** What browsers leave out of an address, with what is before it: S3 would be asked for another key. */
const STEPS = ['.', '..'];

/** A key that a file may get. @throws {CommandError} 2 for what S3 takes for none, or for a folder, and for what no browser can send. */
export function uploadKey(key: string): string {
  const bytes = Buffer.byteLength(key);
  if (bytes > MAX_KEY_BYTES)
    throw new CommandError(
      2,
      `The key has ${bytes} bytes, and S3 takes ${MAX_KEY_BYTES}: use a shorter name.`,
    );
  if (key === '' || key.endsWith('/')) throw new CommandError(2, 'The key of a file ends with its name.');
  const step = key.split('/').find(part => STEPS.includes(part));
  if (step !== undefined)
    throw new CommandError(
      2,
      `A part of the key is "${step}", and no browser sends a file there: use another name.`,
    );
  // Half of a character is no text that can be sent.
  if (!key.isWellFormed()) throw new CommandError(2, 'The key is no text in Unicode: rename the file.');
  return key;
}
