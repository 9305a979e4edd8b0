/** Attempts are counted in as many digits, so that texts sort as numbers do. */
const DIGITS = 6;

/**
 * Whose turn it is at a job, as its attempt begins: of two texts the later attempt's sorts after the earlier's, and so does
 * that of a job whose item had expired and was made anew, though its attempts are counted from one again.
 */
export function turnOf({ createdAt, attempts }: { createdAt: string; attempts: unknown[] }): string {
  return `${createdAt} ${String(attempts.length).padStart(DIGITS, '0')}`;
}
