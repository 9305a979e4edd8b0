import { expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { newsOf, writePayload } from '../../contract/webhooks/payload.ts';
import { newSecret } from '../../contract/webhooks/secret.ts';
import { signedHeaders } from '../../handlers/aws/webhooks/signature.ts';
import type { Surroundings } from '../../lab/faults/invariants/judgeRendition.ts';
import { judgeWebhooks } from '../../lab/faults/webhooks/judgeWebhooks.ts';
import { job } from '../handlers/support/jobs.ts';
import { statusTold } from '../pipeline/webhooks/told.ts';

const SECRET = newSecret();

/** That a job is complete, as a webhook is told it. */
function told(id: string, jobId: string, sequence: number, secret = SECRET) {
  const body = writePayload(newsOf(statusTold({ jobId }).told), sequence);
  return { headers: { ...signedHeaders(id, new Date(), body, [secret]) }, body };
}

function judged(
  requests: ReturnType<typeof told>[],
  jobs: Job[] = [job({ jobId: 'job-1', state: 'complete' })],
) {
  return judgeWebhooks(requests, SECRET, { jobs } as Surroundings).map(({ problem }) => problem);
}

it('a job whose end was told, even twice, is no problem', () => {
  const once = told('msg_1', 'job-1', 1);
  expect(judged([once, once])).toEqual([]);
});

it('a job whose end was not told is lost', () => {
  expect(judged([told('msg_1', 'job-2', 1)])).toMatchObject([{ kind: 'lost' }]);
});

it('what is signed by another secret counts for nothing', () => {
  expect(judged([told('msg_1', 'job-1', 1, newSecret())])).toMatchObject([
    { kind: 'wrong', line: 'webhook msg_1: is not signed' },
    { kind: 'lost' },
  ]);
});

it('two events of one number, and two of one id, are wrong', () => {
  const first = told('msg_1', 'job-1', 1);
  expect(judged([first, told('msg_2', 'job-2', 1)])).toMatchObject([{ kind: 'wrong' }]);
  expect(judged([told('msg_1', 'job-2', 2), first])).toMatchObject([{ kind: 'wrong' }]);
});
