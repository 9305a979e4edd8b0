import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import stringWidth from 'string-width';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeRequest } from '../../contract/messages/request.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { openStillStack, type StillStack } from './stillStack.ts';

const KEY = 'ferien 映画 🎬.mp4';

let stack: StillStack;
const folder = mkdtempSync(join(tmpdir(), 'fanreel-transcripts-'));
const clip = join(folder, 'clip.mp4');

beforeAll(async () => {
  stack = await openStillStack();
  await makeClip(clip, { seconds: 0.4 });
  await stack.put(KEY);
  await stack.job(KEY, '1080p', {
    state: 'failed',
    failure: { class: 'preset', code: 'codec', message: 'No.' },
  });
  const output = { bucket: 'fanreel-720p', key: KEY, eTag: '"0"', sizeBytes: 12_345, durationSeconds: 3 };
  await stack.job(KEY, '720p', { state: 'complete', engine: 'ffmpeg', output });
  await sendLetter();
});

afterAll(async () => {
  await stack.close();
  rmSync(folder, { recursive: true });
});

async function sendLetter(): Promise<void> {
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  const sqs = new SQSClient({ endpoint: stack.endpoint, region: 'us-east-1', credentials });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'fanreel-1080p-dlq' }));
  const MessageBody = writeRequest({ source: { bucket: 'fanreel-input', key: KEY } });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  sqs.destroy();
}

/** What cannot be broken into lines: commands to paste, and links. */
const isPasted = (line: string) => /^(\/|ffmpeg|npx|https?:|\w+ {2}https?:)/.test(line.trim());
/** How long ago, and what is signed anew each time. */
const steady = (text: string) =>
  text.replaceAll(/ *\b\d+s +/g, ' #s ').replaceAll(/X-Amz-(Date|Signature)=\w+/g, '');

it.each<[string, string[], RegExp]>([
  ['presets', ['presets'], /^720p +/m],
  ['probe', ['probe', clip], /^video +h264, 320x240/m],
  ['plan', ['plan', clip, '--preset', '720p'], /^ +engine +ffmpeg +predicted encode/m],
  ['open', ['open', KEY], /^720p {2}http/m],
  ['status of one source', ['status', KEY], /720p/],
  ['redrive, dry', ['redrive', '1080p', '--dry-run'], /^Would move 1 message from fanreel-1080p-dlq/m],
  ['publish, dry', ['publish', KEY, '--dry-run'], /Would ask/],
])('%s says the same on a terminal and piped, within 80 columns', async (_, args, part) => {
  // One after the other: who looks at letters hides them from whoever looks meanwhile.
  const piped = await stack.run(...args);
  const seen = await stack.seen(args);
  expect([piped.code, piped.stderr, seen.code]).toEqual([0, '', 0]);
  expect(piped.stdout).toMatch(part);
  expect(steady(seen.text)).toBe(steady(piped.stdout));
  const tooWide = piped.stdout.split('\n').filter(line => stringWidth(line) > 80 && !isPasted(line));
  expect(tooWide).toEqual([]);
});

it('status --follow redraws what changes in its place, and ends when all of the source is over', async () => {
  await stack.put('live.mp4');
  const at = { leaseUntil: Date.now() + 600_000, engine: 'ffmpeg' };
  await stack.job('live.mp4', '720p', { state: 'running', progress: 40, ...at });
  await stack.job('live.mp4', '1080p', { state: 'queued' });
  const end = async () => {
    await stack.job('live.mp4', '720p', { state: 'complete' });
    await stack.job('live.mp4', '1080p', { state: 'complete' });
  };
  const seen = await stack.seen(['status', 'live.mp4', '--follow'], {
    answer: { to: '40 %', by: () => void end() },
  });
  expect(seen.code).toBe(0);
  expect(seen.text).toMatch(/running 720p \(40 %[^\n]*queued 1080p|queued 1080p[^\n]*running 720p \(40 %/);
  expect(seen.text.trimEnd()).toMatch(/complete 720p 1080p[^\n]*$/);
  expect(seen.raw).toContain('\x1b[2K');
});
