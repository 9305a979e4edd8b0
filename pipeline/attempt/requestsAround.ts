import { addRequests, NO_REQUESTS, type Requests } from '../../prices/requests.ts';
import type { Budget } from '../worker/settings.ts';

/** What a notice costs once it is sent: its function receives, publishes and deletes it. */
export const AFTER_A_NOTICE: Partial<Requests> = { sqsRequests: 2, snsPublishes: 1, invocations: 1 };

/**
 * What it costs to note an end for its source as a whole, and to tell of that: as though each rendition were the only one, but of
 * the units, which are what test/pipeline/runs/units.test.ts counts of five.
 */
export const NOTED_OF_ITS_SOURCE: Partial<Requests> = { writeUnits: 3, snsPublishes: 1 };

/**
 * What an attempt asks of AWS where its own function cannot count it: the upload's publication, the event source's receive
 * and delete, the two writes that end the job and note that the end was told, the news of it, and the lines that Lambda and
 * the function print after the end was written down. The write units are what test/pipeline/writeUnits.test.ts prints of
 * those two writes; the rest is counted by hand.
 */
export const REQUESTS_AROUND: Requests = [AFTER_A_NOTICE, NOTED_OF_ITS_SOURCE].reduce<Requests>(addRequests, {
  ...NO_REQUESTS,
  ...{ snsPublishes: 1, sqsRequests: 3, writeUnits: 22, logBytes: 2_500 },
});

/** As REQUESTS_AROUND, of an attempt whose worker died: it was received. Whatever else it asked for it has told until its last beat. */
export const REQUESTS_AROUND_LOST: Requests = { ...NO_REQUESTS, sqsRequests: 1 };

/**
 * As REQUESTS_AROUND, of a step of a film: the receive and the delete, how it ended, that it is made and how much of the film is
 * with that, the film as it is then, and log lines.
 */
export const REQUESTS_AROUND_STEP: Requests = {
  ...NO_REQUESTS,
  ...{ sqsRequests: 2, writeUnits: 3, readUnits: 4, logBytes: 1_500 },
};

/**
 * As REQUESTS_AROUND, of the function that hands a job to others: the upload's publication, the receive and the delete, that it is
 * handed on, which is written with its plan and its message, and the news of that.
 */
export const REQUESTS_AROUND_HANDING_ON: Requests = addRequests(
  { ...NO_REQUESTS, ...{ snsPublishes: 1, sqsRequests: 3, writeUnits: 36, logBytes: 2_500 } },
  AFTER_A_NOTICE,
);

/**
 * What it then takes to end such a job and to tell of that, whoever does it. The write units are what
 * test/pipeline/engines/mediaconvert/requests.test.ts counts of an upload's message.
 */
export const REQUESTS_AROUND_END: Requests = [AFTER_A_NOTICE, NOTED_OF_ITS_SOURCE].reduce<Requests>(
  addRequests,
  { ...NO_REQUESTS, ...{ sqsRequests: 1, writeUnits: 46 } },
);

/** As REQUESTS_AROUND, of the event by which MediaConvert ends a job: its receive and delete beside the end, and log lines. */
export const REQUESTS_AROUND_EVENT: Requests = addRequests(REQUESTS_AROUND_END, {
  ...{ sqsRequests: 2, invocations: 1, logBytes: 1_500 },
});

/**
 * As REQUESTS_AROUND, of an event that tells how far MediaConvert is: its receive and delete, what it says written down, and log
 * lines.
 */
export const REQUESTS_AROUND_REPORT: Requests = {
  ...NO_REQUESTS,
  ...{ sqsRequests: 2, invocations: 1, writeUnits: 1, logBytes: 1_000 },
};

/** To put what an attempt has cost in the place of what was reserved for it. */
const SETTLING: Requests = { ...NO_REQUESTS, readUnits: 1, writeUnits: 1 };

/** As REQUESTS_AROUND, of a job that a budget of the day may stand against. */
export function requestsAround({ perDayUsd }: Budget): Requests {
  return perDayUsd === undefined ? REQUESTS_AROUND : addRequests(REQUESTS_AROUND, SETTLING);
}
