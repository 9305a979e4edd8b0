import { CHANGE_HEADER } from '../../wire/paths.ts';
import type { Refused } from '../../wire/refused.ts';

/** Asks. @throws {Error} with the sentence that says why it is not answered */
export function ask<T>(url: string, signal?: AbortSignal): Promise<T> {
  return call<T>(url, signal ? { signal } : {});
}

/** Changes something. @throws {Error} with the sentence that says why it is not done */
export function change<T>(method: 'POST' | 'DELETE', url: string, body: unknown): Promise<T> {
  return call<T>(url, { method, headers: { [CHANGE_HEADER]: '1' }, body: JSON.stringify(body) });
}

async function call<T>(url: string, request: RequestInit): Promise<T> {
  const answer = await fetch(url, request);
  // A stack that is still starting answers what its services would.
  const body: unknown = await answer.json().catch(() => null);
  if (body === null) throw new Refusal('The dashboard is not there yet: try again in a moment.', 503);
  if (answer.ok) return body as T;
  throw new Refusal((body as Refused).message, answer.status);
}

/** The server's answer that it does not do it: of 400 to 499 it never will, of 500 and more it may if asked later. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}
