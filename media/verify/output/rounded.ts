/** A number to a thousandth, as people are told it. */
export function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
