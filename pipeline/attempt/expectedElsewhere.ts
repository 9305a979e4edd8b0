import { roundedUsd } from '../../prices/cost.ts';
import { addRequests, NO_REQUESTS, type Requests, requestsUsd } from '../../prices/requests.ts';
import { REPORT_SECONDS } from '../ports/managedEncoder.ts';
import { ASKED, BEATS_A_LEASE, NOTICE, type Pace } from './expectedRequests.ts';
import {
  REQUESTS_AROUND_END,
  REQUESTS_AROUND_EVENT,
  REQUESTS_AROUND_HANDING_ON,
  REQUESTS_AROUND_REPORT,
  REQUESTS_AROUND_STEP,
} from './requestsAround.ts';

/**
 * What the function that hands a job on asks: as any, but that the job it takes has its plan and its message in its item, and it
 * keeps its message hidden once.
 */
const HANDING_ON: Requests = addRequests(
  addRequests(ASKED, { sqsRequests: 1, writeUnits: 8 }),
  REQUESTS_AROUND_HANDING_ON,
);

/** Of an output by MediaConvert: its index read by ranges, what stands there, the source and its wishes, and the copy. */
const TAKEN_OVER: Requests = { ...NO_REQUESTS, s3Writes: 1, s3Reads: 8, readUnits: 4 };

/** Each event that tells how far it is: the job is read. */
const REPORT: Requests = addRequests(REQUESTS_AROUND_REPORT, { readUnits: 3 });

/** A step of a film: taken, its part of the source read by a range, and put aside; its message is kept hidden as it begins. */
const STEP: Requests = addRequests(REQUESTS_AROUND_STEP, {
  ...{ s3Writes: 1, s3Reads: 3, sqsRequests: 1, writeUnits: 1, readUnits: 5 },
});

/** What it asks with each beat: whether the film is wanted still, and of this version. */
const BEAT: Requests = { ...NO_REQUESTS, s3Reads: 1, sqsRequests: 1, writeUnits: 1, readUnits: 4 };

/** The last step of a film, besides what each of its files takes: the upload is begun and ended. */
const MERGE: Requests = addRequests(STEP, { s3Writes: 1, writeUnits: 2, readUnits: 5 });

/** Of each file that is put together: its head, its edges, and the copy. */
const MERGED_FILE: Requests = { ...NO_REQUESTS, s3Writes: 1, s3Reads: 4, readUnits: 1 };

/** Messages that one request sends. */
const A_BATCH = 10;

/**
 * What the requests of a job are expected to cost that MediaConvert makes in so many seconds, USD at list prices
 * (test/pipeline/engines/mediaconvert/requests.test.ts holds it against what the services have seen).
 */
export function expectedManagedRequestsUsd(seconds: number, pace: Pick<Pace, 'progressNewsPercent'>): number {
  const reports = Math.floor(seconds / REPORT_SECONDS);
  return sumUsd([
    [1, HANDING_ON],
    [reports, REPORT],
    [Math.min(reports, stepsOf(pace)), NOTICE],
    [1, TAKEN_OVER],
    [1, REQUESTS_AROUND_EVENT],
  ]);
}

/**
 * What those of a film are expected to cost that is made of so many pieces, of its pictures and its sound, in so many seconds each,
 * USD at list prices (test/pipeline/film/film.test.ts holds it against what the services have seen).
 */
export function expectedFilmRequestsUsd(pieces: number, pieceSeconds: number, pace: Pace): number {
  const beats = Math.floor((pieceSeconds * BEATS_A_LEASE) / pace.leaseSeconds);
  return sumUsd([
    [1, HANDING_ON],
    [Math.ceil(pieces / A_BATCH), { ...NO_REQUESTS, sqsRequests: 1 }],
    [pieces, STEP],
    [pieces * beats, BEAT],
    [Math.min(stepsOf(pace), pieces - 1), NOTICE],
    [1, MERGE],
    [pieces, MERGED_FILE],
    [1, REQUESTS_AROUND_END],
  ]);
}

/** News of progress there are between the start and the end. */
function stepsOf({ progressNewsPercent }: Pick<Pace, 'progressNewsPercent'>): number {
  return Math.ceil(100 / progressNewsPercent) - 1;
}

function sumUsd(parts: [count: number, Requests][]): number {
  return roundedUsd(parts.reduce((sum, [count, one]) => sum + count * requestsUsd(one), 0));
}
