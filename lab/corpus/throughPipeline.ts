import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { outputKey } from '../../contract/keys/outputKey.ts';
import { writeRequest } from '../../contract/messages/request.ts';
import { decideByName } from '../../pipeline/uploads/decideByName.ts';
import type { RunningStack, StackEvent } from '../support/runningStack.ts';
import type { Corpus, CorpusFile, Expected } from './file/corpusFile.ts';
import { judgeVideo } from './judge/judgeMade.ts';
import type { ListedOutput } from './judge/listedOutput.ts';

/** What one rendition of one file came to. */
export interface PipelineResult {
  rendition: string;
  /** `accept` or `refuse:<code>`. */
  got: string;
  message: string;
  /** From upload to end. */
  seconds: number;
  /** Of a video. */
  facts: ListedOutput | null;
  /** What is wrong with it, in words. */
  wrong: string[];
  eTag: string;
  /** Why its key is not the one it should have. */
  wrongKey: string | null;
}

const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads';
const INPUT = 'fanreel-input';

/** For the slowest, milliseconds; what takes longer is shown as such, and the run goes on. */
const PATIENCE_MS = 300_000;

/**
 * Uploads a file to the running stack and waits for the end of every rendition. Outputs are fetched into `scratch`,
 * which no other run may use.
 */
export async function throughPipeline(
  { file, out = {} }: CorpusFile,
  { folder }: Pick<Corpus, 'folder'>,
  stack: RunningStack,
  renditions: { name: string; kind: string }[],
  scratch: string,
): Promise<PipelineResult[]> {
  const path = join(folder, file);
  await upload(stack, file, path);
  const startedAt = performance.now();
  // An upload that does not look like a video is left alone, and here all are to be judged.
  if (decideByName(file) !== 'video') await publish(stack, file);
  const ends = await Promise.all(
    renditions.map(async ({ name }) => {
      const event = await endOf(stack, file, name);
      return { event, seconds: (performance.now() - startedAt) / 1000 };
    }),
  );
  const made: PipelineResult[] = [];
  for (const [index, { name, kind }] of renditions.entries()) {
    const { event, seconds } = ends[index] as (typeof ends)[number];
    made.push({ ...(await look(stack, { file, out }, { name, kind }, event, scratch)), seconds });
  }
  return made;
}

async function upload(stack: RunningStack, key: string, path: string): Promise<void> {
  const { size } = statSync(path);
  const Body = size === 0 ? '' : createReadStream(path);
  await stack.s3.send(new PutObjectCommand({ Bucket: INPUT, Key: key, Body, ContentLength: size }));
}

async function publish(stack: RunningStack, key: string): Promise<void> {
  const request = writeRequest({ source: { bucket: INPUT, key } });
  await stack.sns.send(new PublishCommand({ TopicArn: UPLOADS, Message: request }));
}

function endOf(stack: RunningStack, key: string, rendition: string): Promise<StackEvent> {
  const ended = ({ event, source, ...rest }: StackEvent) =>
    (event === 'complete' || event === 'failed') && source?.key === key && rest.rendition === rendition;
  return stack.until(ended, PATIENCE_MS).catch((error: Error) => ({
    event: 'failed',
    failure: { class: 'transient', code: 'no-end', message: error.message },
  }));
}

async function look(
  stack: RunningStack,
  { file, out }: { file: string; out: Expected },
  { name: rendition, kind }: { name: string; kind: string },
  { output, failure }: StackEvent,
  scratch: string,
): Promise<Omit<PipelineResult, 'seconds'>> {
  const nothing = { rendition, facts: null, wrong: [], eTag: '', wrongKey: null };
  if (!output) return { ...nothing, got: `refuse:${failure?.code}`, message: failure?.message ?? '' };
  if (kind !== 'video') return { ...nothing, got: 'accept', message: '' };
  const fetched = join(scratch, `${rendition}.mp4`);
  const object = await stack.s3.send(new GetObjectCommand({ Bucket: output.bucket, Key: output.key }));
  await pipeline(object.Body as Readable, createWriteStream(fetched));
  const key = outputKey(file, 'mp4');
  return {
    rendition,
    got: 'accept',
    message: '',
    ...(await judgeVideo(fetched, out)),
    eTag: object.ETag ?? '',
    wrongKey: output.key === key ? null : `key ${output.key}, not ${key}`,
  };
}
