/**
 * A document that knows which of its fields were asked for. A validator that is compiled from a schema asks for each field that the schema
 * names, also for those that are not there: a field that nobody asked for is one that it does not know. Of an object that was asked for
 * nothing at all, the schema says nothing.
 */
export class WatchedFields {
  readonly value: object;
  readonly #objects: { path: string; target: object; asked: Set<string | symbol> }[] = [];

  constructor(document: object) {
    this.value = this.#watch(document, '');
  }

  /** Paths of the fields that nobody asked for, `/spec/replica`. */
  unread(): string[] {
    return this.#objects.flatMap(({ path, target, asked }) =>
      asked.size === 0 ? [] : Object.keys(target).flatMap(key => (asked.has(key) ? [] : [`${path}/${key}`])),
    );
  }

  #watch(target: object, path: string): object {
    const asked = new Set<string | symbol>();
    const inner = new Map<string | symbol, object>();
    this.#objects.push({ path, target, asked });
    return new Proxy(target, {
      get: (_target, key) => {
        asked.add(key);
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'object' || value === null) return value;
        const watched = inner.get(key) ?? this.#watch(value, `${path}/${String(key)}`);
        inner.set(key, watched);
        return watched;
      },
    });
  }
}
