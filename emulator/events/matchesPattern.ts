/**
 * True where an event matches an EventBridge pattern: each field of the pattern holds a list of values of which the
 * event has one, or a further pattern. Of the content filters, `prefix` and `exists` are known.
 */
export function matchesPattern(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = (event as Record<string, unknown> | undefined)?.[name];
    if (Array.isArray(wanted)) return wanted.some(rule => matchesRule(rule, value));
    return matchesPattern(wanted as object, value);
  });
}

function matchesRule(rule: unknown, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  if ('prefix' in rule) return typeof value === 'string' && value.startsWith(String(rule.prefix));
  if ('exists' in rule) return (value !== undefined) === rule.exists;
  throw new Error(`An event pattern uses ${Object.keys(rule)[0]}, which the embedded runtime does not know.`);
}
