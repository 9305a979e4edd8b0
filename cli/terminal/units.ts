const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `6800000` -> `6.8 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${step === 0 ? bytes : (bytes / 1_000 ** step).toFixed(1)} ${UNITS[step]}`;
}

/** `3.24` -> `3.2 s`, `75` -> `1 min 15 s`, `7260` -> `2 h 1 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long ago, in one word: `12s`, `5m`, `3h`, `40d`. */
export function formatAge(at: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1_000);
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

/** `0.000764` -> `0.00076`, `12.3456` -> `12.35`: so many digits that small sums tell something, too. */
export function formatUsd(usd: number): string {
  if (usd === 0) return '0';
  return usd >= 1 ? usd.toFixed(2) : usd.toFixed(5);
}
