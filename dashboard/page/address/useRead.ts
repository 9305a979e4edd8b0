import { useEffect, useState } from 'preact/hooks';
import { ask } from './call.ts';

export interface Read<T> {
  /** Null until it came; what came last where it cannot be read again. */
  value: T | null;
  /** Why it cannot be read, in a sentence. */
  trouble: string | null;
}

/** What a call answers, read anew when `turn` changes. */
export function useRead<T>(url: string, turn: unknown): Read<T> {
  const [read, setRead] = useState<Read<T> & { url: string }>({ url, value: null, trouble: null });
  useEffect(() => {
    const stop = new AbortController();
    ask<T>(url, stop.signal).then(
      value => setRead({ url, value, trouble: null }),
      (error: Error) => {
        if (!stop.signal.aborted) setRead(last => ({ ...last, trouble: error.message }));
      },
    );
    return () => stop.abort();
  }, [url, turn]);
  return read.url === url ? read : { value: null, trouble: null };
}
