/** What a path may have of a request. */
export interface PathValues {
  camera: string;
  /** What the API calls the camera. */
  alias: string;
  /** Milliseconds since 1970. */
  fromMs: number;
  toMs: number;
}

const FIELDS = ['camera', 'alias', 'fromMs', 'toMs', 'from', 'to'] as const;

/**
 * What is wrong with a path template, as a clause; null where nothing is.
 */
export function wrongInPath(path: string): string | null {
  if (!/^\/(?![/\\])[^\s\\#]*$/.test(path)) return 'is no path that begins with one slash';
  const unknown = (path.match(/\{[^}]*\}?|\}/g) ?? []).find(
    field => !FIELDS.some(name => field === `{${name}}`),
  );
  if (unknown === undefined) return null;
  return `has ${unknown}; there are ${FIELDS.map(name => `{${name}}`).join(', ')}`;
}

/** A path's address below the API's own: whatever the values are, it is nobody else's. */
export function apiUrl(baseUrl: string, path: string, values: Partial<PathValues> = {}): URL {
  const { fromMs, toMs } = values;
  const texts: Record<string, string | number | undefined> = {
    ...values,
    ...(fromMs !== undefined && { from: new Date(fromMs).toISOString() }),
    ...(toMs !== undefined && { to: new Date(toMs).toISOString() }),
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(texts[name] ?? ''));
  const url = new URL(baseUrl.replace(/\/+$/, '') + filled);
  if (url.origin !== new URL(baseUrl).origin) throw new RangeError('The path leads to another host.');
  return url;
}
