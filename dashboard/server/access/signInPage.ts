import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { PAGE_PATH } from '../../wire/paths.ts';
import { refuse, send } from '../send.ts';
import { type Door, LOGIN_PATH } from './door.ts';

/** More than any token has, bytes. */
const MAX_BYTES = 4_096;

/** Of a page of one form, which needs neither script nor style. */
const POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Answers whoever may not see more: a person with a form, a program with a sentence. */
export function askForToken(path: string, response: ServerResponse): void {
  if (path === PAGE_PATH) sendForm(response, 401, '');
  else refuse(response, 401, `Sign in at ${PAGE_PATH} first.`);
}

/** Takes what the form has sent. */
export async function takeToken(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
): Promise<void> {
  if (Number(request.headers['content-length'] ?? MAX_BYTES + 1) > MAX_BYTES) {
    return refuse(response, 413, 'That is no token.');
  }
  const token = new URLSearchParams(await text(request)).get('token') ?? '';
  const cookie = door.signIn(token, request.headers['x-forwarded-proto'] === 'https');
  if (cookie === 'later') return sendForm(response, 429, 'There were too many wrong tries: wait a minute.');
  if (cookie === null) return sendForm(response, 401, 'That is not the token.');
  send(response, 303, 'text/plain', '', { location: PAGE_PATH, 'set-cookie': cookie });
}

function sendForm(response: ServerResponse, status: number, says: string): void {
  send(response, status, 'text/html; charset=utf-8', formOf(says), {
    'content-security-policy': POLICY,
    // Without a referrer a browser would send the form as of no origin, and so as a foreign one.
    'referrer-policy': 'same-origin',
  });
}

function formOf(says: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Sign in - fanreel</title>
  </head>
  <body>
    <main>
      <h1>fanreel</h1>
      <form method="post" action="${LOGIN_PATH}">
        <p><label>Token <input name="token" type="password" autocomplete="current-password" required autofocus></label></p>
        <p role="alert">${says}</p>
        <p><button>Sign in</button></p>
      </form>
    </main>
  </body>
</html>
`;
}
