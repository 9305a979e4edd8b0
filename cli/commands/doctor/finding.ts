/** `unasked` where nobody here could answer, which is no `ok`. */
export type Level = 'ok' | 'warn' | 'fail' | 'unasked';

/** What one look has come to. */
export interface Finding {
  /** What was looked at, in a word or two. */
  what: string;
  level: Level;
  /** What was found. */
  found: string;
  /** What to do, where there is something to do. */
  mend?: string;
}

/** Makes findings of one thing. */
export function about(what: string) {
  return {
    ok: (found: string): Finding => ({ what, level: 'ok', found }),
    warn: (found: string, mend: string): Finding => ({ what, level: 'warn', found, mend }),
    fail: (found: string, mend: string): Finding => ({ what, level: 'fail', found, mend }),
    unasked: (found: string): Finding => ({ what, level: 'unasked', found }),
  };
}

/** What the look finds; where it cannot be had, that and why. */
export async function looked(what: string, look: () => Promise<Finding[]>, mend: string): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    return [about(what).fail(`could not be looked at: ${why}`, mend)];
  }
}
