import { addRequests, NO_REQUESTS, type Requests, requestsUsd } from '../../prices/requests.ts';
import { PROGRESS_NEWS_SECONDS, type Settings } from '../worker/settings.ts';
import { AFTER_A_NOTICE, REQUESTS_AROUND } from './requestsAround.ts';

/** How often a worker says how far it is. */
export type Pace = Pick<Settings, 'leaseSeconds' | 'progressSeconds' | 'progressNewsPercent'>;

/**
 * What an attempt's function asks of AWS however long it takes: the source and its wishes found, its index read by ranges, fetched;
 * the job read, taken, its plan kept, and a beat at either end (`npm run bench -- --only quote` holds it against the ledger). Of a
 * small source it is three reads less.
 */
export const ASKED: Requests = { ...NO_REQUESTS, s3Reads: 7, writeUnits: 10, readUnits: 4 };

/** A file that is published: looked for, the source and its wishes looked at once more, and put. */
const FILE: Requests = { ...NO_REQUESTS, s3Writes: 1, s3Reads: 3, readUnits: 1 };

/** A notice: sent, and what follows from it. */
export const NOTICE: Requests = addRequests({ ...NO_REQUESTS, sqsRequests: 1 }, AFTER_A_NOTICE);

/** How often in a lease a worker says that it works on a message, so that two beats may be lost. */
export const BEATS_A_LEASE = 3;

/** What the requests of an attempt are expected to cost that encodes so many seconds for so many files, USD at list prices. */
export function expectedRequestsUsd(encodeSeconds: number, files: number, pace: Pace): number {
  const { leaseSeconds, progressSeconds, progressNewsPercent } = pace;
  const reports = Math.min(99, Math.floor(encodeSeconds / progressSeconds));
  // That it is running is told as well.
  const steps = Math.ceil(100 / progressNewsPercent) - 1;
  const notices = 1 + Math.min(reports, steps, Math.floor(encodeSeconds / PROGRESS_NEWS_SECONDS));
  const signs = 1 + Math.floor((encodeSeconds * BEATS_A_LEASE) / leaseSeconds);
  const meanwhile = { ...NO_REQUESTS, writeUnits: reports, sqsRequests: signs };
  const many = (count: number, one: Requests) => Array<Requests>(count).fill(one);
  const asked = [ASKED, REQUESTS_AROUND, meanwhile, ...many(files, FILE), ...many(notices, NOTICE)];
  return requestsUsd(asked.reduce((sum, one) => addRequests(sum, one)));
}
