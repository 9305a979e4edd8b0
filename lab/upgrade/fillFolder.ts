import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { upload } from '../support/buckets.ts';
import { makeClip } from '../support/clip.ts';
import { RunningStack, type StackEvent } from '../support/runningStack.ts';
import { RENDITIONS, SOURCES } from './upgradeProject.ts';

const SMALL_BUCKET = { Bucket: 'fanreel-small' };

/** Lengths of sources, seconds. One colour compresses to hardly anything, and still takes its time. */
const SHORT_SECONDS = 1;
/** Is still being encoded when the power is cut. */
const UNDER_WAY_SECONDS = 60;
/** Is for MediaConvert. */
const LONG_SECONDS = 150;

/**
 * Runs a checkout's stack in `dataDir` and cuts its power when the folder holds jobs in every state: complete, dead,
 * submitted, running and queued.
 * @throws {Error} where one of them has got further than it was meant to.
 */
export async function fillFolder(projectDir: string, dataDir: string): Promise<void> {
  const stack = await RunningStack.start(projectDir, dataDir);
  try {
    await letOneDie(stack, await clip(projectDir, SHORT_SECONDS));
    await completeOne(stack, await clip(projectDir, SHORT_SECONDS));
    await leaveUnderWay(
      stack,
      await clip(projectDir, LONG_SECONDS),
      await clip(projectDir, UNDER_WAY_SECONDS),
    );
  } finally {
    await stack.kill();
  }
  refuseEnded(stack.events);
}

async function clip(folder: string, seconds: number): Promise<Buffer> {
  const source = `color=navy:size=256x144:rate=25:duration=${seconds}`;
  return readFileSync(await makeClip(join(folder, 'clip.mp4'), { source, seconds, audio: false }));
}

/** Nothing is put into a bucket that is not there: the message is received until it is dead-lettered. */
async function letOneDie(stack: RunningStack, body: Buffer): Promise<void> {
  await stack.s3.send(new DeleteBucketCommand(SMALL_BUCKET));
  await upload(stack.s3, SOURCES.dead, body);
  await stack.until(({ event, rendition }) => event === 'dead-lettered' && rendition === 'small');
  await stack.complete(SOURCES.dead, 'stills');
  await stack.s3.send(new CreateBucketCommand(SMALL_BUCKET));
}

async function completeOne(stack: RunningStack, body: Buffer): Promise<void> {
  await upload(stack.s3, SOURCES.complete, body);
  await Promise.all(RENDITIONS.map(rendition => stack.complete(SOURCES.complete, rendition)));
}

/** Two workers have four sources: when the first is being encoded at least two others wait. */
async function leaveUnderWay(stack: RunningStack, long: Buffer, short: Buffer): Promise<void> {
  const routed = (keys: readonly string[]) => stack.until(one => one.event === 'routed' && isOf(one, keys));
  await upload(stack.s3, SOURCES.submitted, long);
  await routed([SOURCES.submitted]);
  await Promise.all(SOURCES.underWay.map(key => upload(stack.s3, key, short)));
  await routed(SOURCES.underWay);
}

function isOf({ rendition, source }: StackEvent, keys: readonly string[]): boolean {
  return rendition === 'small' && keys.includes(source?.key ?? '');
}

function refuseEnded(events: StackEvent[]): void {
  const ended = events.filter(
    one => one.event === 'complete' && isOf(one, [SOURCES.submitted, ...SOURCES.underWay]),
  );
  if (ended.length > 0) throw new Error(`Too late: ${ended.map(({ source }) => source?.key)} ended.`);
}
