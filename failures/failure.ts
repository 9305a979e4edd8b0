import { ConfigError } from './configError.ts';
import { JobError } from './jobError.ts';
import { type FailureClass, MediaError } from './mediaError.ts';
import { operatorNote } from './operatorNote.ts';

/** Why a job failed, as the ledger, the status topic and the log tell it. */
export interface Failure {
  class: FailureClass;
  code: string;
  /** One line. */
  message: string;
  /** One sentence for the operator, where there is more to know. */
  operator?: string;
  /** ffmpeg's last lines, or the numbers behind the message. */
  detail?: string;
}

/** Puts any thrown thing into one form. What nobody foresaw is transient: a retry is cheaper than a lost upload. */
export function asFailure(error: unknown): Failure {
  if (error instanceof MediaError || error instanceof JobError) {
    const operator = operatorNote(error.code);
    return {
      class: error.failureClass,
      code: error.code,
      message: oneLine(error.message),
      ...(operator === undefined ? {} : { operator }),
      ...(error.detail === undefined ? {} : { detail: error.detail }),
    };
  }
  if (error instanceof ConfigError)
    return { class: 'preset', code: 'config', message: oneLine(error.message) };
  if (error instanceof Error)
    return { class: 'transient', code: kebab(error.name), message: oneLine(error.message) };
  return { class: 'transient', code: 'unknown', message: oneLine(String(error)) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `ThrottlingException` -> `throttling-exception`. */
function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
