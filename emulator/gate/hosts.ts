import { BlockList, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** A host with or without a port: a name, an IPv4 address or an IPv6 address in brackets. */
const HOST = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)\.?(?::(?<port>\d{1,5}))?$/i;

/**
 * True for `localhost` and every name below it, which browsers resolve to this machine themselves, asking nobody, and
 * for loopback addresses, with any port: behind a forwarded one, a client knows only that.
 */
export function isLoopbackHost(host: string): boolean {
  const name = nameOf(host);
  if (name === null) return false;
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (name.startsWith('[')) return isIPv6(inner(name)) && LOOPBACK.check(inner(name), 'ipv6');
  return /^\d+\.\d+\.\d+\.\d+$/.test(name) && LOOPBACK.check(name, 'ipv4');
}

/** The name in a Host header, in lower case and without its port; null for what is no host. */
export function nameOf(host: string): string | null {
  return parse(host)?.name?.toLowerCase() ?? null;
}

/** A name or an address alone, as it stands in a URL, in lower case; null for what is none, or has a port. */
export function hostName(text: string): string | null {
  return parse(text)?.port === undefined ? nameOf(text) : null;
}

function parse(host: string): Record<string, string | undefined> | undefined {
  return HOST.exec(isIPv6(host) ? `[${host}]` : host)?.groups;
}

function inner(bracketed: string): string {
  return bracketed.slice(1, -1);
}
