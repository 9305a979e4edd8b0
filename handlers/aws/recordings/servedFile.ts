import type { IncomingHttpHeaders } from 'node:http';
import type { Source } from '../../../contract/job.ts';
import { WorkError } from '../../../failures/workError.ts';
import { Superseded } from '../../../pipeline/claim/superseded.ts';
import type { ApiClient } from '../api/apiClient.ts';
import { type Answer, nameOf } from '../outside/guardedRequest.ts';

const GONE = [404, 410];
const CHANGED = 412;
/** It has not even a first byte, as one that a recorder has only just begun. */
const EMPTY = 416;

/**
 * A file as the API's host serves it now, by its first byte; null where there is none, or nothing in it. A HEAD would not do: an address that
 * is signed is signed for GET.
 * @throws {WorkError} preset/api-answer where it is not served by ranges, or has no ETag to tell its versions apart.
 */
export async function describeFile(api: ApiClient, url: URL): Promise<Source | null> {
  const answer = await api.ask({ ...rangeOf(url, 0, 1), expected: [...GONE, EMPTY] });
  if (GONE.includes(answer.status) || answer.status === EMPTY) return null;
  const version = answer.headers.etag;
  const sizeBytes = wholeSizeOf(answer, url, { from: 0, to: 0 });
  if (version === undefined) throw unlike(url, 'has no ETag, by which its versions are told apart');
  return { bucket: url.host, key: nameIn(url), version, sizeBytes };
}

/** @throws {Superseded} by the source where it is no longer that version. @throws {WorkError} as the API's client does. */
export async function readFileRange(
  api: ApiClient,
  url: URL,
  { key, version, sizeBytes }: Source,
  { offset, length }: { offset: number; length: number },
): Promise<Uint8Array> {
  const to = Math.min(offset + length, sizeBytes);
  if (to <= offset) return new Uint8Array();
  // If-Match compares strongly, so that a weak ETag never holds; of these the answer's own is looked at.
  const condition: Record<string, string> = version.startsWith('W/') ? {} : { 'if-match': version };
  const asked = rangeOf(url, offset, to - offset, condition);
  const answer = await api.ask({ ...asked, expected: [...GONE, CHANGED] });
  const isSame =
    !GONE.includes(answer.status) && answer.status !== CHANGED && answer.headers.etag === version;
  if (!isSame) throw new Superseded('source', `"${key}" was overwritten or deleted while it was read.`);
  wholeSizeOf(answer, url, { from: offset, to: to - 1 });
  if (answer.body.length === to - offset) return answer.body;
  throw unlike(url, `sent ${answer.body.length} of ${to - offset} bytes`);
}

/** What is no encoding of anything stays as it is. */
function nameIn({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    return pathname.slice(1);
  }
}

function rangeOf(url: URL, offset: number, length: number, condition: Record<string, string> = {}) {
  const headers = { ...condition, range: `bytes=${offset}-${offset + length - 1}` };
  return { method: 'GET' as const, url, headers, maxBytes: length };
}

/** By the one header that a partial answer has to have. */
function wholeSizeOf({ headers }: Answer, url: URL, { from, to }: { from: number; to: number }): number {
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(rangeIn(headers)) ?? [];
  if (Number(first) === from && Number(last) === to) return Number(size);
  throw unlike(url, 'is not served by ranges');
}

function rangeIn({ 'content-range': range = '' }: IncomingHttpHeaders): string {
  return range;
}

function unlike(url: URL, what: string): WorkError {
  return new WorkError('api-answer', { message: `${nameOf(url)} ${what}.` });
}
