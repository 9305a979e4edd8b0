import type { Requests } from '../../prices/requests.ts';

/**
 * What an attempt asks of AWS where its own function cannot count it: the upload's publication, the event source's receive
 * and delete, the two writes that end the job and note that the end was told, the news of it (sent, received, deleted,
 * published, by one more function), and the lines that Lambda and the function print after the end was written down. The
 * write units are what test/pipeline/writeUnits.test.ts prints of those two writes; the rest is counted by hand.
 */
export const REQUESTS_AROUND: Partial<Requests> = {
  snsPublishes: 2,
  sqsRequests: 5,
  writeUnits: 22,
  invocations: 1,
  logBytes: 2_500,
};
