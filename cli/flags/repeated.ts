/** Of a flag that may be given again: all that was given. */
export function repeated(value: string, given: string[] = []): string[] {
  return [...given, value];
}
