import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from './call.ts';
import { Reading } from './reading.ts';

export interface Read<T> {
  /** Null until it came; what came last where it cannot be read again. */
  value: T | null;
  /** Why it cannot be read, in a sentence. */
  trouble: string | null;
}

/** What a call answers, read anew when `turn` changes. */
export function useRead<T>(url: string, turn: unknown): Read<T> {
  const [read, setRead] = useState<Read<T> & { url: string }>({ url, value: null, trouble: null });
  const reading = useRef<Reading<T> | null>(null);
  useEffect(() => {
    const current = new Reading<T>(signal => ask<T>(url, signal), {
      told: value => setRead({ url, value, trouble: null }),
      failed: ({ message: trouble }) =>
        setRead(last => ({ url, value: last.url === url ? last.value : null, trouble })),
    });
    reading.current = current;
    return () => current.close();
  }, [url]);
  useEffect(() => reading.current?.again(), [url, turn]);
  return read.url === url ? read : { value: null, trouble: null };
}
