import { hasNoPort, nameOf } from '../../emulator/guard/hosts.ts';

/** A name or an address as it stands in a URL, in lower case; null for what is none, or more than one. */
export function hostName(text: string): string | null {
  return hasNoPort(text) ? nameOf(text) : null;
}
