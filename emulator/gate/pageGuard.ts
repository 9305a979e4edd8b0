import type { IncomingMessage } from 'node:http';
import { isLoopbackHost, nameOf } from './hosts.ts';

/**
 * Says in a sentence why a request is refused; null lets it pass. `allowedByBucket` tells whether the rules of the
 * bucket that is asked for let the page's origin do this; it is asked only about a foreign origin.
 */
export type Guard = (request: IncomingMessage, allowedByBucket: () => boolean) => string | null;

export interface GuardOptions {
  /** Names beside this machine's own that the port answers to, without ports. @default none */
  allowHosts?: readonly string[];
  /** What to do about a refusal, as a clause in the words of whoever runs this. */
  advice?: {
    /** How to have a name answered. */
    host?(name: string): string;
    /** Where the CORS rules of buckets come from. */
    origin?: string;
  };
}

/** What `Sec-Fetch-Site` says of a request that no foreign page made: typed, a bookmark, or our own page. */
const OWN_SITES = ['none', 'same-origin'];

/**
 * Keeps web pages away from the local port. Nothing here looks at credentials, where AWS would verify a signature,
 * so any page that a developer happens to visit could else empty queues by a form, and read everything by a name of
 * its own that it lets resolve to 127.0.0.1. Three things give a page away, and none of them can be set by it:
 *
 * - `Host` is the name in the address, so it must be one of this machine's, or one that `allowHosts` adds.
 * - `Origin`, where there is one, must be the port's own, or one that the bucket's CORS rules allow. `null`, the
 *   origin of sandboxed frames and of files, is foreign too.
 * - `Sec-Fetch-Site` gives away requests without an Origin: images, forms by GET, and links, which are refused as
 *   well: a link that is pasted into the address bar says `none` and is answered. A page on another port of the
 *   same name (`same-site`) is another page.
 *
 * Clients that are no browsers send neither of the latter two.
 */
export function pageGuard({ allowHosts = [], advice = {} }: GuardOptions = {}): Guard {
  const allowed = new Set(allowHosts.map(nameOf).filter(name => name !== null));
  const isAllowed = (host: string) => allowed.has(nameOf(host) ?? '');
  return (request, allowedByBucket) => {
    const foreign = hostsOf(request).find(host => !isLoopbackHost(host) && !isAllowed(host));
    if (foreign !== undefined) return wrongHost(foreign, advice);
    const { origin, host } = request.headers;
    if (origin !== undefined) {
      // Where a proxy in front speaks TLS, the same host is called by https.
      const own = ['http', 'https'].some(one => origin.toLowerCase() === `${one}://${host}`.toLowerCase());
      return own || allowedByBucket() ? null : foreignOrigin(origin, advice);
    }
    const site = request.headers['sec-fetch-site'];
    return site === undefined || OWN_SITES.includes(String(site)) ? null : foreignSite(String(site));
  };
}

/** Every name a request gives the server: of each Host header, and of a target that is a whole URL (RFC 9112, 3.2.2). */
function hostsOf(request: IncomingMessage): string[] {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(request.url ?? '')?.[1];
  // HTTP/1.0 can do without a Host: no name is none of this machine's.
  const hosts = request.headersDistinct.host ?? [''];
  return authority === undefined ? hosts : [...hosts, authority];
}

type Advice = NonNullable<GuardOptions['advice']>;

function wrongHost(host: string, advice: Advice): string {
  if (host === '')
    return 'The request has no Host header, and this port answers to names that it knows only.';
  const name = nameOf(host);
  const clause = name === null ? undefined : advice.host?.(name);
  const option = clause === undefined ? '' : `, or ${clause}`;
  return `This port answers to the names of this machine only, and "${shown(host)}" is none of them: use 127.0.0.1 or localhost${option}.`;
}

function foreignOrigin(origin: string, advice: Advice): string {
  const more = advice.origin === undefined ? '' : `; ${advice.origin}`;
  return `A web page of the origin "${shown(origin)}" may not do this: only the CORS rules of a bucket let pages in, and only to that bucket${more}.`;
}

function foreignSite(site: string): string {
  return `A web page elsewhere made this request (Sec-Fetch-Site: ${shown(site)}): paste the link into the address bar, or let the page fetch it with CORS, as the bucket's CORS rules allow.`;
}

function shown(value: string): string {
  return value.length > 120 ? `${value.slice(0, 120)}...` : value;
}
