import { type FailureClass, kindOf } from './catalogue.ts';
import { ConfigError } from './configError.ts';
import { isManagedCode } from './managedCode.ts';
import { WorkError } from './workError.ts';

/** Why a job failed, as the ledger, the status topic and the log tell it. */
export interface Failure {
  class: FailureClass;
  /** Of the catalogue, `mediaconvert-` and MediaConvert's number, or of an error of somebody else's its name. */
  code: string;
  /** One line. */
  message: string;
  /** One sentence for the operator. */
  operator?: string;
  /** ffmpeg's last lines, or the numbers behind the message. */
  detail?: string;
}

/** Puts any thrown thing into one form. What nobody foresaw is transient: a retry is cheaper than a lost upload. */
export function asFailure(error: unknown): Failure {
  if (error instanceof WorkError) {
    const { code, failureClass, message, detail } = error;
    return failureOf(code, { class: failureClass, message, ...(detail !== undefined && { detail }) });
  }
  if (error instanceof ConfigError) return failureOf('config', { class: 'preset', message: error.message });
  if (error instanceof Error)
    return failureOf(kebab(error.name), { class: 'transient', message: error.message });
  return failureOf('unknown', { class: 'transient', message: String(error) });
}

/** A failure with the operator's sentence on its code, where the catalogue has one. */
export function failureOf(code: string, known: Omit<Failure, 'code' | 'operator'>): Failure {
  const operator = kindOf(code)?.operator ?? (isManagedCode(code) ? MANAGED_NOTE : undefined);
  return {
    ...known,
    code,
    message: oneLine(known.message),
    ...(operator !== undefined && { operator }),
  };
}

const MANAGED_NOTE =
  "MediaConvert's own error, listed by its number in its user guide; the job is in its console for three months.";

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `ThrottlingException` -> `throttling-exception`. */
function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
