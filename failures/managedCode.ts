const PREFIX = 'mediaconvert-';

/** MediaConvert's own error, by its number where it tells one. */
const MANAGED = new RegExp(`^${PREFIX}(\\d+|error)$`);

/** The failure code for an error of MediaConvert's own, which the catalogue has none of. */
export function managedCode(errorCode: number | undefined): string {
  return `${PREFIX}${errorCode ?? 'error'}`;
}

/** Whether a failure code is one of MediaConvert's own errors, as `managedCode` writes it. */
export function isManagedCode(code: string): boolean {
  return MANAGED.test(code);
}
