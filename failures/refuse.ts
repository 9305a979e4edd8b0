import { MediaError } from './mediaError.ts';

/** Refuses the source file. @throws {MediaError} of class `input`, always. */
export function refuse(code: string, message: string, cause?: unknown): never {
  throw new MediaError({ failureClass: 'input', code, message, cause });
}
