import ipaddr from 'ipaddr.js';

/**
 * Whether a connection may be made to an address: one that all of the internet reaches. What else there is (private,
 * loopback, link-local, where clouds keep their metadata, multicast, IPv4 in the clothes of IPv6, ...) leads behind
 * somebody's walls.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'unicast';
}

/** This machine itself. */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback';
}

/** The address that a URL's host is already; null for a name. */
export function addressIn({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(host) ? host : null;
}

/** Whether a URL's host is this machine, by its address or its one name. */
export function isThisMachine(url: URL): boolean {
  const address = addressIn(url);
  return address === null ? url.hostname === 'localhost' : isLoopback(address);
}
