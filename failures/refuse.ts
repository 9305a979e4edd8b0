import type { FixedCode, InputCode } from './catalogue.ts';
import { WorkError } from './workError.ts';

/** Refuses the source, or the message that asks for it. @throws {WorkError} of class `input`, always. */
export function refuse(code: InputCode, message: string, more?: { detail?: string; cause?: unknown }): never;
export function refuse(code: InputCode & FixedCode): never;
export function refuse(
  code: InputCode,
  message?: string,
  more: { detail?: string; cause?: unknown } = {},
): never {
  throw message === undefined
    ? new WorkError(code as InputCode & FixedCode, more)
    : new WorkError(code, { message, ...more });
}
