import { readFileSync } from 'node:fs';
import { BlockList, isIPv6 } from 'node:net';
import type { Access } from '../../../dashboard/server/access/door.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/** Shorter ones can be guessed, characters. */
const LEAST_TOKEN = 16;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

export interface AccessOptions {
  host: string;
  tokenFile?: string;
  userHeader?: string;
}

/**
 * Whom the dashboard lets in; undefined where it is served on this machine alone and no token is given.
 * @throws {CommandError} 2 where it would be served to others without a token that cannot be guessed
 */
export function accessOf(
  { host, tokenFile, userHeader }: AccessOptions,
  env: NodeJS.ProcessEnv = process.env,
): Access | undefined {
  const token = tokenFile === undefined ? env.FANREEL_DASHBOARD_TOKEN : readToken(tokenFile);
  if (tokenFile !== undefined && token === '')
    throw new CommandError(2, `There is no token in "${printable(tokenFile)}": the file is empty.`);
  if (token === undefined || token === '') {
    if (!isOwn(host)) throw new CommandError(2, `${printable(host)} is seen by others: ${GIVE_TOKEN}`);
    if (userHeader !== undefined)
      throw new CommandError(2, `--user-header is believed beside a token: ${GIVE_TOKEN}`);
    return undefined;
  }
  if (token.length < LEAST_TOKEN) {
    throw new CommandError(
      2,
      `The token has at least ${LEAST_TOKEN} characters, such as "openssl rand -hex 24" makes.`,
    );
  }
  return { token, userHeader: userHeader?.toLowerCase() };
}

const GIVE_TOKEN = 'give a token by --token-file or FANREEL_DASHBOARD_TOKEN, or leave that out.';

function isOwn(host: string): boolean {
  if (host === 'localhost') return true;
  const family = isIPv6(host) ? 'ipv6' : 'ipv4';
  return /^[\d.]+$|:/.test(host) && LOOPBACK.check(host, family);
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new CommandError(2, `There is no file to read a token from at "${printable(path)}".`);
  }
}
