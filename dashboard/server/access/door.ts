import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PAGE_PATH } from '../../wire/paths.ts';
import { Tries } from './tries.ts';

/** Where the form of the page of signing in goes. */
export const LOGIN_PATH = `${PAGE_PATH}login`;

/** By which a proxy in front, or a program, gives the token. */
export const TOKEN_HEADER = 'x-fanreel-token';

const COOKIE = 'fanreel-dashboard';

/** Of a user's name, characters. */
const MAX_NAME = 256;

/** Somebody who signed in is asked again after so long, milliseconds. */
const SESSION_MS = 12 * 3_600_000;

export interface Access {
  /** Whoever has it may do all that the dashboard does. */
  token: string;
  /** Names the user whom a proxy in front has signed in; believed only beside the token, which that proxy adds. */
  userHeader?: string | undefined;
}

/** Whom a dashboard lets in that is served beyond this machine. */
export class Door {
  readonly #access: Access;
  readonly #tries = new Tries();

  constructor(access: Access) {
    this.#access = access;
  }

  /** Who calls; null where that is nobody who may. */
  caller({ headers }: Pick<IncomingMessage, 'headers'>): { user: string | null } | null {
    const { token, userHeader } = this.#access;
    const given = headers[TOKEN_HEADER];
    if (typeof given === 'string') {
      if (!isSame(given, token)) return null;
      const user = userHeader === undefined ? undefined : headers[userHeader];
      return { user: typeof user === 'string' && user !== '' ? nameIn(user) : null };
    }
    return cookiesOf(headers.cookie).some(one => this.#isSession(one)) ? { user: null } : null;
  }

  /** A cookie for whoever knows the token; null where it is wrong, `later` after too many wrong ones. */
  signIn(given: string, isSecure: boolean): string | null | 'later' {
    if (this.#tries.areTooMany()) return 'later';
    if (!isSame(given, this.#access.token)) {
      this.#tries.note();
      return null;
    }
    const until = String(Date.now() + SESSION_MS);
    const kept = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_MS / 1_000}`;
    return `${COOKIE}=${until}.${this.#sign(until)}; ${kept}${isSecure ? '; Secure' : ''}`;
  }

  #isSession(value: string): boolean {
    const [until = '', signature = ''] = value.split('.');
    return isSame(signature, this.#sign(until)) && Number(until) > Date.now();
  }

  #sign(until: string): string {
    return createHmac('sha256', this.#access.token).update(until).digest('hex');
  }
}

/** Node reads headers as Latin-1, and proxies write names in UTF-8; a line of the ledger has room for so much of it. */
function nameIn(header: string): string {
  return Buffer.from(header, 'latin1').toString().slice(0, MAX_NAME).toWellFormed();
}

function cookiesOf(header = ''): string[] {
  return header.split(/;\s*/).flatMap(one => {
    const [name, value] = one.split('=', 2);
    return name === COOKIE && value !== undefined ? [value] : [];
  });
}

/** In the same time, whatever differs. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
