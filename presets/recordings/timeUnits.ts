/** What a date pattern is made of: how many digits each part has, and how long it is, milliseconds. */
export const TIME_UNITS = {
  yyyy: { digits: 4, ms: 31_536_000_000 },
  /** Of this century. */
  yy: { digits: 2, ms: 31_536_000_000 },
  MM: { digits: 2, ms: 2_592_000_000 },
  dd: { digits: 2, ms: 86_400_000 },
  HH: { digits: 2, ms: 3_600_000 },
  mm: { digits: 2, ms: 60_000 },
  ss: { digits: 2, ms: 1_000 },
  SSS: { digits: 3, ms: 1 },
  /** Ten digits from 2001 on until 2286, so that they sort by time. */
  epochSeconds: { digits: 10, ms: 1_000 },
  epochMs: { digits: 13, ms: 1 },
} as const;

export type TimeUnit = keyof typeof TIME_UNITS;

/** What may stand between letters of a pattern as it is. */
const LITERAL = /^[^A-Za-z'{}]$/;

/**
 * A date pattern as its units, and the text between them: `yyyyMMdd'T'HHmmss`, or `epochSeconds`.
 * @throws {Error} a clause that says what is wrong with it.
 */
export function readPattern(pattern: string): (TimeUnit | { literal: string })[] {
  if (pattern === 'epochSeconds' || pattern === 'epochMs') return [pattern];
  const runs = pattern.match(/'[^']*'|'|([A-Za-z])\1*|./gs) ?? [];
  return runs.map(run => {
    if (Object.hasOwn(TIME_UNITS, run)) return run as TimeUnit;
    if (/^'.*'$/s.test(run)) return { literal: run === "''" ? "'" : run.slice(1, -1) };
    if (LITERAL.test(run)) return { literal: run };
    throw new Error(
      `the pattern "${pattern}" has ${run === "'" ? 'a quote that does not end' : `"${run}"`}; there are yyyy, yy, MM, dd, HH, mm, ss, SSS, and letters in single quotes; or epochSeconds or epochMs alone`,
    );
  });
}
