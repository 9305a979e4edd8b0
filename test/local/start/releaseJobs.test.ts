import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../../lab/support/clip.ts';
import { releaseJobs } from '../../../local/start/releaseJobs.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import { type Bench, openBench, received, withPorts } from '../../pipeline/support/bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

it('frees the jobs of a runtime that died, and keeps how long its workers lived', async () => {
  await bench.put('died.mp4', readFileSync(await makeClip(join(bench.folder, 'died.mp4'))));
  const worker = bench.worker();
  const release = () => Promise.reject(new Error('the worker is dead'));
  await handleMessage(received('died.mp4'), withPorts(worker, { ledger: { release } }));
  const dead = await bench.job('died.mp4');
  await releaseJobs(bench.services.dynamo, 'jobs');
  // Long after, as far as the ledger can tell, somebody asks for it again.
  const lived = (dead?.leaseUntil ?? 0) - 30_000 - Date.parse(dead?.attempts[0]?.startedAt ?? '');
  if (dead) await bench.sweepPorts().records.askedAgain(dead);
  await handleMessage(received('died.mp4', { id: 'm2' }), bench.worker());
  const [lost, next] = (await bench.job('died.mp4'))?.attempts ?? [];
  expect(lost).toMatchObject({ outcome: 'lost', seconds: Math.max(0, lived) / 1_000 });
  expect(next).toMatchObject({ outcome: 'complete' });
});

it('makes nothing of a job that the index tells and that is not there', async () => {
  await bench.put('gone.mp4', readFileSync(await makeClip(join(bench.folder, 'gone.mp4'))));
  const release = () => Promise.reject(new Error('the worker is dead'));
  await handleMessage(received('gone.mp4'), withPorts(bench.worker(), { ledger: { release } }));
  const { jobId } = (await bench.job('gone.mp4')) ?? {};
  const { middlewareStack } = bench.services.dynamo;
  middlewareStack.add(
    (next, { commandName }) =>
      async args => {
        const answer = await next(args);
        if (commandName === 'QueryCommand') {
          await bench.clients.dynamo.send(new DeleteCommand({ TableName: 'jobs', Key: { jobId } }));
        }
        return answer;
      },
    { name: 'deletesBehindQueries' },
  );
  await releaseJobs(bench.services.dynamo, 'jobs');
  middlewareStack.remove('deletesBehindQueries');
  expect(await bench.job('gone.mp4')).toBeNull();
});
