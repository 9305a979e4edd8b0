import { join } from 'node:path';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { unpackFolder } from '../../lab/upgrade/archive.ts';
import { RENDITIONS, SOURCES, setUpUpgrade } from '../../lab/upgrade/upgradeProject.ts';
import { ResidentCli } from '../cli/residentCli.ts';

const ARCHIVE = join(import.meta.dirname, '../fixtures/olderFolder/folder.tar.xz');
const UNDER_WAY = [SOURCES.submitted, ...SOURCES.underWay];
const DONE = { Bucket: 'fanreel-small', Key: SOURCES.complete };

const project = copyProject();
const cli = new ResidentCli(project.dir);
let stack: RunningStack;

beforeAll(async () => {
  await setUpUpgrade(project);
  unpackFolder(ARCHIVE, dataFolder(project.dir));
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  cli.close();
  await stack?.stop();
  project.remove();
});

async function fanreel(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await cli.run([...args, '--endpoint', stack.endpoint]);
  expect(code, stderr).toBe(0);
  return stdout;
}

interface Listed {
  key: string;
  rendition: string;
  state: string;
}

async function jobs(...args: string[]): Promise<Listed[]> {
  const items = JSON.parse(await fanreel('status', '--json', ...args)) as {
    source: { key: string };
    rendition: string;
    state: string;
  }[];
  return items.map(({ source, rendition, state }) => ({ key: source.key, rendition, state }));
}

const completions = (keys: readonly string[]) =>
  stack.events.filter(({ event, source }) => event === 'complete' && keys.includes(source?.key ?? ''));

async function deadLetters(): Promise<string | undefined> {
  const QueueUrl = stack.queueUrl('fanreel-small-dlq');
  const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  return (await stack.sqs.send(ask)).Attributes?.ApproximateNumberOfMessages;
}

it('queued, running and submitted jobs of the older version end complete, each once', async () => {
  const wanted = UNDER_WAY.flatMap(key => RENDITIONS.map(rendition => ({ key, rendition })));
  const listed = await jobs();
  const isComplete = (one: { key: string; rendition: string }) =>
    listed.some(job => job.key === one.key && job.rendition === one.rendition && job.state === 'complete');
  const open = wanted.filter(one => !isComplete(one));
  expect(open.length).toBeGreaterThanOrEqual(UNDER_WAY.length);
  await Promise.all(open.map(({ key, rendition }) => stack.complete(key, rendition)));

  const once = completions(UNDER_WAY).map(({ rendition, source }) => `${rendition} ${source?.key}`);
  expect(once).toEqual([...new Set(once)]);
  expect(await jobs()).toEqual(expect.arrayContaining(wanted.map(one => ({ ...one, state: 'complete' }))));
});

it('a dead job of the older version is listed, and redrive brings it out of its DLQ', async () => {
  expect(await deadLetters()).toBe('1');
  expect(await jobs(SOURCES.dead)).toContainEqual({ key: SOURCES.dead, rendition: 'small', state: 'failed' });
  expect(await fanreel('redrive', 'small', '--wait')).toMatch(
    /Moved 1 message[^\n]+\n(.+\n)*s3:\/\/fanreel-small\//,
  );
  expect(await deadLetters()).toBe('0');
});

it('what the older version completed is known as complete and not made again', async () => {
  const { LastModified } = await stack.s3.send(new HeadObjectCommand(DONE));
  const asked = stack.events.length;
  await fanreel('publish', SOURCES.complete);
  await stack.until(one => one.source?.key === SOURCES.complete && stack.events.indexOf(one) >= asked);
  expect(completions([SOURCES.complete])).toEqual([]);
  expect((await stack.s3.send(new HeadObjectCommand(DONE))).LastModified).toEqual(LastModified);
  expect(await jobs(SOURCES.complete)).toEqual(
    expect.arrayContaining(
      RENDITIONS.map(rendition => ({ key: SOURCES.complete, rendition, state: 'complete' })),
    ),
  );
});
