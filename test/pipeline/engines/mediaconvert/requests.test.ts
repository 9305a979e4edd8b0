import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ManagedEvent } from '../../../../contract/messages/managedEvent.ts';
import { expectedManagedRequestsUsd } from '../../../../pipeline/attempt/expectedElsewhere.ts';
import {
  AFTER_A_NOTICE,
  NOTED_OF_ITS_SOURCE,
  REQUESTS_AROUND_EVENT,
  REQUESTS_AROUND_HANDING_ON,
  REQUESTS_AROUND_REPORT,
} from '../../../../pipeline/attempt/requestsAround.ts';
import { handleMessage } from '../../../../pipeline/handleMessage.ts';
import { REPORT_SECONDS } from '../../../../pipeline/ports/managedEncoder.ts';
import { addRequests, type Requests, requestsUsd } from '../../../../prices/requests.ts';
import { announced, KEY } from '../../support/announced.ts';
import { managedEvent, received } from '../../support/bench.ts';
import { RequestCount } from '../../support/countRequests.ts';
import { finish, type ManagedBench, openManagedBench, results } from '../../support/managedBench.ts';

/** Received and deleted. */
const A_MESSAGE: Partial<Requests> = { sqsRequests: 2 };

/** Sent, which this bench leaves out, and what follows from it. */
const A_NOTICE: Partial<Requests>[] = [{ sqsRequests: 1 }, AFTER_A_NOTICE];

/** Of which the second comes to another of the profile's steps, each a quarter. */
const PROGRESS = [10, 26, 28];

/** What others ask than the functions: topics, event sources, logs. */
const BY_OTHERS: Partial<Requests>[] = [
  ...[{ snsPublishes: 1, logBytes: REQUESTS_AROUND_HANDING_ON.logBytes }, A_MESSAGE, ...A_NOTICE],
  ...PROGRESS.flatMap(() => [A_MESSAGE, { invocations: 1, logBytes: REQUESTS_AROUND_REPORT.logBytes }]),
  ...A_NOTICE,
  ...[A_MESSAGE, { invocations: 1, logBytes: REQUESTS_AROUND_EVENT.logBytes }],
  ...[...A_NOTICE, NOTED_OF_ITS_SOURCE],
];

/** What a small clip spares: its index takes three reads less, and its message need not be kept hidden. */
const SPARED: Partial<Requests> = { s3Reads: 3, sqsRequests: 1 };

const count = new RequestCount();
let bench: ManagedBench;

beforeAll(async () => {
  bench = await openManagedBench(count.onRequest);
});

afterAll(() => bench?.close());

/** One invocation of the function that hears of events. */
async function hear(event: ManagedEvent): Promise<string> {
  bench.clients.meter.take();
  const { result } = await finish(event, bench.finishPorts());
  return result;
}

it('a job by MediaConvert is billed, and quoted, for the very requests that S3, SQS and DynamoDB have seen of it', async () => {
  await bench.put(KEY, bench.clip);
  bench.clients.meter.take();
  count.reset();
  const message = announced(bench.clip.length);
  const handled = await handleMessage({ ...received(KEY), message }, bench.submitter());
  expect(results(handled)).toEqual(['submitted']);
  const handedOn = count.seen;

  const { attempts } = await bench.jobOf(KEY);
  await bench.managedJobMade(attempts[0]?.managedJobId ?? '');
  const event = managedEvent(await bench.jobOf(KEY));
  count.reset();
  for (const jobPercentComplete of PROGRESS) {
    expect(await hear({ ...event, status: 'STATUS_UPDATE', jobProgress: { jobPercentComplete } })).toBe(
      'progress',
    );
  }
  expect(await hear(event)).toBe('complete');
  const seen = addRequests(handedOn, count.seen);

  const [attempt] = (await bench.jobOf(KEY)).attempts;
  const whole = BY_OTHERS.reduce<Requests>(addRequests, seen);
  expect(attempt?.requestsUsd).toBeCloseTo(requestsUsd(whole), 8);
  const quoted = expectedManagedRequestsUsd(PROGRESS.length * REPORT_SECONDS, { progressNewsPercent: 50 });
  expect(quoted).toBeCloseTo(requestsUsd(addRequests(whole, SPARED)), 8);
});
