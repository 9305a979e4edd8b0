import { useEffect, useState } from 'preact/hooks';

const CHANGED = 'fanreel-address';

/** The fields of the page's address: which view, and its filters. */
export function useAddress(): URLSearchParams {
  const [search, setSearch] = useState(location.search);
  useEffect(() => {
    const read = () => setSearch(location.search);
    for (const name of ['popstate', CHANGED]) addEventListener(name, read);
    return () => {
      for (const name of ['popstate', CHANGED]) removeEventListener(name, read);
    };
  }, []);
  return new URLSearchParams(search);
}

/** The address with these fields; those without a value are left out. */
export function addressOf(fields: Record<string, string>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return query ? `?${query}` : location.pathname;
}

/** Goes there, with a way back. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new Event(CHANGED));
  scrollTo(0, 0);
}

/** Changes some fields where it is: a filter is no place to come back to. */
export function setFields(fields: Record<string, string>): void {
  const now = Object.fromEntries(new URLSearchParams(location.search));
  history.replaceState(null, '', addressOf({ ...now, ...fields }));
  dispatchEvent(new Event(CHANGED));
}
