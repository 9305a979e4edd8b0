/** Steers of writing direction, and what is no character at all: they change how a text looks and are not seen. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text made by others, with what cannot be seen in it named. */
export function seen(text: string): string {
  return text.replaceAll(
    UNSEEN,
    one => `⟨U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** USD with as many digits as say something. */
export function usd(amount: number): string {
  if (amount === 0) return '0 USD';
  return `${amount.toFixed(amount < 0.1 ? 5 : 2)} USD`;
}

export function seconds(count: number): string {
  if (count < 10) return `${Math.round(count * 10) / 10} s`;
  const whole = Math.round(count);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${Math.round((10 * count) / 1_000 ** unit) / 10} ${units[unit]}`;
}

/** How long ago, roughly. */
export function age(milliseconds: number): string {
  const count = Math.max(0, Math.round(milliseconds / 1_000));
  if (count < 60) return `${count} s ago`;
  if (count < 3_600) return `${Math.floor(count / 60)} min ago`;
  if (count < 86_400) return `${Math.floor(count / 3_600)} h ago`;
  return `${Math.floor(count / 86_400)} d ago`;
}
