import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Of the 24 to 64 that the Standard Webhooks specification asks for, as many as HMAC-SHA256 makes. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** So many secrets sign at a time: each makes the header longer. */
const MAX_PREVIOUS = 4;

const valueSchema = z.object({
  current: z.string().startsWith(PREFIX),
  /** Those before it that still sign, the newest first; ms since 1970. */
  previous: z.array(z.object({ secret: z.string().startsWith(PREFIX), until: z.number() })).default([]),
});

/** What a webhook's secret in Secrets Manager holds. */
export type SecretValue = z.infer<typeof valueSchema>;

/** Under which the secrets of a deployment lie. */
export function secretsPrefix(prefix: string): string {
  return `${prefix}/webhooks/`;
}

/** As receivers are given it. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** The key that is signed with. */
export function keyIn(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

/** The secret's text. */
export function writeSecret(value: z.input<typeof valueSchema>): string {
  return JSON.stringify(valueSchema.parse(value));
}

/** Null where it is another text: somebody has written it by hand. */
export function readSecret(text: string): SecretValue | null {
  try {
    return valueSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** All that sign now, the newest first. */
export function signing({ current, previous }: SecretValue, now = Date.now()): string[] {
  return [current, ...previous.filter(({ until }) => until > now).map(({ secret }) => secret)];
}

/**
 * A new secret in place of the one that was, which signs beside it for so many seconds. Null where too many would sign: who
 * rotates again and again before receivers could follow, first has to let some end.
 */
export function rotated(value: SecretValue, overlapSeconds: number, now = Date.now()): SecretValue | null {
  const still = value.previous.filter(({ until }) => until > now);
  const before = { secret: value.current, until: now + overlapSeconds * 1_000 };
  const previous = overlapSeconds > 0 ? [before, ...still] : [];
  return previous.length > MAX_PREVIOUS ? null : { current: newSecret(), previous };
}
