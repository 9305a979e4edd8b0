import { S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectionFrom } from '../../../cli/aws/connection.ts';
import { withDeployment } from '../../../cli/aws/deployment.ts';
import { drain } from '../../../cli/deeds/drop/drain.ts';
import { type PurgeHow, purge } from '../../../cli/deeds/drop/purge.ts';
import { purgeSurvey } from '../../../cli/deeds/drop/purgeSurvey.ts';
import { ledgerReader } from '../../../cli/ledger/ledgerReader.ts';
import { findActor } from '../../../cli/operator/actor.ts';
import { openDrops } from '../../../cli/operator/openDrops.ts';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import { writePieceRequest } from '../../../contract/messages/piece.ts';
import { writeRequest } from '../../../contract/messages/request.ts';
import { openStillStack, type StillStack } from '../stillStack.ts';

const FAILURE = { class: 'input', code: 'no-video', message: 'It is no video.' };
const HELD = { budget: 'perJobUsd', limitUsd: 1, usd: 2, paidUsd: 0, at: '2026-11-26T12:00:00.000Z' };

let stack: StillStack;
let sqs: SQSClient;

beforeEach(async () => {
  stack = await openStillStack();
  sqs = new SQSClient(connectionFrom({ endpoint: stack.endpoint, stack: 'fanreel' }, {}).clientConfig);
});

afterEach(async () => {
  sqs.destroy();
  await stack.close();
});

async function send(QueueName: string, MessageBody: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))).MessageId ?? '';
}

const asks = (key: string) => writeRequest({ source: { bucket: 'fanreel-input', key } });

/** Of 720p. */
function purged(how: Partial<PurgeHow> = {}, deployed: Partial<DeployedRendition> = {}) {
  return withDeployment({ endpoint: stack.endpoint, stack: 'fanreel' }, async (deployment, connection) => {
    const { clientConfig } = connection;
    const place = {
      ...{ deployment, sqs, s3: new S3Client(clientConfig) },
      ledger: ledgerReader(clientConfig, deployment.ledgerTable),
      ports: openDrops(clientConfig, deployment),
      actor: await findActor(connection),
    };
    const own = deployment.renditions.filter(({ name }) => name === '720p');
    const renditions = own.map(one => ({ ...one, ...deployed }));
    const found = await purgeSurvey(renditions, place);
    const untilMs = performance.now() + 30_000;
    const done = await purge(
      renditions,
      { kinds: ['waiting', 'dead'], reason: 'purge', untilMs, ...how },
      place,
    );
    return { found: found[0], done: done[0] };
  });
}

const states = async (jobIds: string[]) =>
  Promise.all(jobIds.map(async jobId => (await stack.item(jobId))?.state));

/** What `fanreel cancel --dry-run` says that it was: `dropped` of what nobody will begin. */
async function was(key: string): Promise<string[]> {
  const { stdout } = await stack.run('cancel', key, '--rendition', '720p', '--dry-run', '--json');
  return (JSON.parse(stdout) as { renditions: { was: string }[] }).renditions.map(one => one.was);
}

it('writes down what waits and what is dead as dropped, such as nobody has begun too, before it is gone', async () => {
  for (const key of ['queued.mp4', 'held.mp4', 'dead.mp4', 'new.mp4', 'unheard.mp4']) await stack.put(key);
  const letter = await send('fanreel-720p-dlq', asks('dead.mp4'));
  const attempts = [{ number: 1, messageId: letter, startedAt: '2026-11-26T12:00:00.000Z', usd: 0.25 }];
  const jobs = [
    await stack.job('queued.mp4', '720p', { state: 'queued' }),
    await stack.job('held.mp4', '720p', { state: 'held', held: HELD }),
    await stack.job('dead.mp4', '720p', {
      state: 'failed',
      failure: FAILURE,
      attempts,
      message: { id: letter },
    }),
  ];
  for (const body of [asks('queued.mp4'), asks('new.mp4'), 'not JSON']) await send('fanreel-720p', body);
  await send('fanreel-720p-subscription-dlq', asks('unheard.mp4'));
  const { found, done } = await purged();
  expect(found).toEqual({
    ...{ rendition: '720p', waiting: 3, inFlight: 0, letters: 1, undelivered: 1 },
    ...{ queued: 1, held: 1, dead: 1 },
  });
  expect(done).toEqual({ rendition: '720p', jobs: 5, messages: 5, usd: 0.25, isOver: true });
  expect(await states(jobs)).toEqual(['dropped', 'dropped', 'dropped']);
  expect(await stack.item(jobs[0] ?? '')).toMatchObject({ dropped: { was: 'queued', reason: 'purge' } });
  expect([await was('new.mp4'), await was('unheard.mp4')]).toEqual([['dropped'], ['dropped']]);
});

it('drops what waits for a container, and empties its queue, but leaves alone what MediaConvert makes', async () => {
  for (const key of ['long.mp4', 'managed.mp4']) await stack.put(key);
  const attempt = { number: 1, messageId: 'm', startedAt: '2026-11-26T12:00:00.000Z' };
  const handedOn = { ...attempt, endedAt: attempt.startedAt, engine: 'container', outcome: 'handed-on' };
  const submitted = { state: 'submitted', plan: { kind: 'video' } };
  const jobs = [
    await stack.job('long.mp4', '720p', { ...submitted, attempts: [handedOn] }),
    await stack.job('managed.mp4', '720p', {
      ...submitted,
      attempts: [{ ...attempt, engine: 'mediaconvert', managedJobId: 'j' }],
    }),
  ];
  const { QueueUrl: longQueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'fanreel-720p-long' }),
  );
  await send('fanreel-720p-long', asks('long.mp4'));
  const { found, done } = await purged({ kinds: ['waiting'] }, { longQueueUrl });
  expect(found).toMatchObject({ waiting: 1, queued: 1 });
  expect(done).toMatchObject({ jobs: 1, messages: 1, isOver: true });
  expect(await states(jobs)).toEqual(['dropped', 'submitted']);
});

it('leaves alone what is made now, what is complete, and all of another rendition', async () => {
  for (const key of ['made.mp4', 'there.mp4', 'other.mp4']) await stack.put(key);
  const leaseUntil = Date.now() + 60_000;
  const kept = [
    await stack.job('made.mp4', '720p', { state: 'running', leaseOwner: 'w', leaseUntil }),
    await stack.job('there.mp4', '720p', { state: 'complete', output: { bucket: 'b', key: 'k' } }),
    await stack.job('other.mp4', '1080p', { state: 'queued' }),
  ];
  await send('fanreel-720p', asks('there.mp4'));
  await send('fanreel-1080p', asks('other.mp4'));
  expect((await purged()).done).toMatchObject({ jobs: 0, messages: 1, isOver: true });
  expect(await states(kept)).toEqual(['running', 'complete', 'queued']);
});

it('drops what its worker left when it died, for its message waits', async () => {
  await stack.put('left.mp4');
  const id = await send('fanreel-720p', asks('left.mp4'));
  const jobId = await stack.job('left.mp4', '720p', {
    ...{ state: 'running', leaseOwner: 'w', leaseUntil: Date.now() - 60_000, message: { id } },
  });
  expect((await purged()).done).toMatchObject({ jobs: 1, messages: 1 });
  expect(await states([jobId])).toEqual(['dropped']);
});

it('throws away what is dead alone, without what waits for the same source', async () => {
  await stack.put('again.mp4');
  const letter = await send('fanreel-720p-dlq', asks('again.mp4'));
  const old = await stack.job('again.mp4', '720p', {
    ...{ state: 'failed', failure: FAILURE, message: { id: letter } },
  });
  await stack.put('again.mp4');
  await send('fanreel-720p', asks('again.mp4'));
  expect((await purged({ kinds: ['dead'] })).done).toMatchObject({ messages: 1 });
  expect(await states([old])).toEqual(['dropped']);
  expect((await purged()).found).toMatchObject({ waiting: 1, letters: 0 });
});

it('stops when its time is up, says so, and goes on when it is asked again', async () => {
  for (let count = 0; count < 12; count += 1) await send('fanreel-720p', `junk ${count}`);
  const { done } = await purged({ untilMs: 0 });
  expect(done).toMatchObject({ messages: 0, isOver: false });
  expect((await purged()).done).toMatchObject({ messages: 12, isOver: true });
});

it('drops what lacks what its state promises, as an older version may have left it', async () => {
  await stack.put('half.mp4');
  const jobId = await stack.job('half.mp4', '720p', { state: 'held' });
  expect((await purged({ kinds: ['waiting'] })).done).toMatchObject({ jobs: 1, isOver: true });
  expect(await stack.item(jobId)).toMatchObject({ state: 'dropped', dropped: { was: 'queued' } });
});

it('drops a film whose pieces wait, and none that is made in another way meanwhile', async () => {
  const startedAt = '2026-11-26T12:00:00.000Z';
  const jobs: string[] = [];
  for (const [key, engine] of Object.entries({ 'pieces.mp4': 'segments', 'whole.mp4': 'ffmpeg' })) {
    await stack.put(key);
    const tries = [{ number: 1, messageId: 'm', startedAt, engine }];
    const jobId = await stack.job(key, '720p', { state: 'running', attempts: tries, leaseUntil: 1 });
    await send('fanreel-720p', writePieceRequest({ jobId, cut: 'c', piece: 0 }));
    jobs.push(jobId);
  }
  expect((await purged({ kinds: ['waiting'] })).done).toMatchObject({ jobs: 1, messages: 2 });
  expect(await states(jobs)).toEqual(['dropped', 'running']);
});

it('gives back at once what it has received where it cannot go on', async () => {
  for (let count = 0; count < 25; count += 1) await send('fanreel-720p', `junk ${count}`);
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'fanreel-720p' }));
  const untilMs = performance.now() + 30_000;
  const broken = drain(sqs, QueueUrl, () => Promise.reject(new Error('the ledger is away')), untilMs);
  await expect(broken).rejects.toThrow('the ledger is away');
  expect(await drain(sqs, QueueUrl, async () => {}, untilMs)).toEqual({ messages: 25, isEmpty: true });
});
