import { InvalidArgumentError } from 'commander';

/** `20` or `20/s`: how many a second at most. @throws {InvalidArgumentError} for anything else. */
export function perSecond(text: string): number {
  const [, count] = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text) ?? [];
  if (count !== undefined && Number(count) > 0 && Number(count) <= 10_000) return Number(count);
  throw new InvalidArgumentError('It is so many a second, such as 5/s or 0.5/s, and at most 10000/s.');
}
