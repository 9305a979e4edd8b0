import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import { mergeWishes } from '../../../contract/wishes/mergeWishes.ts';
import { writeWishes } from '../../../contract/wishes/metadata.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import type { ClientConfig, ConnectionOptions } from '../../aws/connection.ts';
import { madeOfUploadsNamed, renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingFor } from '../../aws/waitingMessages.ts';
import { wishesOfFlags } from '../../flags/wishesOfFlags.ts';
import type { WishOptions } from '../../flags/withWishFlags.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { noDisplay, type ProgressDisplay, progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { shellLine } from '../../terminal/shellLine.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { MAX_METADATA_BYTES, metadataBytes } from '../../transfer/metadataBytes.ts';
import type { Ended } from '../../wait/wait.ts';
import { waitForRenditions } from '../../wait/waitForRenditions.ts';
import { awaitedOf } from './awaitedOf.ts';
import { type FileToUpload, type FoundUploads, findUploads } from './findUploads.ts';
import { snapshot } from './snapshot.ts';
import { uploadAll } from './uploadAll.ts';
import type { Submitted } from './uploaded.ts';

export interface SubmitOptions extends ConnectionOptions, WishOptions {
  wait?: boolean;
  /** How long to wait, seconds; for ever unless given. */
  timeout?: number;
  key?: string;
  prefix?: string;
  batch?: string;
  rendition?: string[];
  metadata?: Record<string, string>;
  again?: boolean;
  json?: boolean;
}

/** `fanreel submit`: uploads videos, and with `--wait` stays until every rendition of each is there or has failed. */
export async function submit(paths: string[], options: SubmitOptions): Promise<void> {
  const found = await findUploads(paths, options);
  const signal = untilStopped();
  const display = options.json ? noDisplay() : progressDisplay(process.stdout);
  try {
    await withDeployment(
      options,
      (deployment, { clientConfig }) =>
        submitFound(found, options, { deployment, clientConfig, display, signal }),
      signal,
    );
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    display.close();
  }
}

interface Place {
  deployment: Deployment;
  clientConfig: ClientConfig;
  display: ProgressDisplay;
  signal: AbortSignal;
}

async function submitFound(found: FoundUploads, options: SubmitOptions, place: Place): Promise<void> {
  const { deployment, clientConfig, display, signal } = place;
  const wishes = await wishesOf(deployment, options);
  const { files, skipped } = found;
  if (skipped > 0 && !options.json) print(notVideos(skipped));
  const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
  const seen = options.wait ? await snapshot(ledger, deployment.inputBucket, files) : new Map();
  const submitted = await uploadAll(new S3Client(clientConfig), deployment.inputBucket, files, {
    metadata: metadataOf(options, wishes),
    again: options.again ?? false,
    display,
    signal,
  });
  const ended = options.wait ? await waitFor(submitted, seen, { ledger, ...place }, options) : [];
  display.close();
  if (options.json)
    print(JSON.stringify({ ...submitted, ...(options.wait && { renditions: ended }) }, null, 2));
  else if (options.batch)
    print(`What comes of it: ${shellLine(['npx', 'fanreel', 'results', '--batch', options.batch])}`);
  const failed = ended.filter(({ job }) => job.state === 'failed').length;
  const notMade = ended.filter(({ job }) => job.state === 'held' || job.state === 'dropped').length;
  if (failed > 0) throw new CommandError(1, failures(failed, ended.length));
  if (notMade > 0) throw new CommandError(1, notMadeSentence(notMade, ended.length));
  if (submitted.failed.length > 0) throw new CommandError(1, notUploaded(submitted.failed.length, files));
}

/** All that the flags wish. @throws {CommandError} 2 for what nobody could take, and of renditions for those that the stack does not make. */
async function wishesOf(deployment: Deployment, options: SubmitOptions): Promise<Wishes> {
  const { batch, rendition } = options;
  madeOfUploadsNamed(deployment, rendition ?? []);
  const wished = await wishesOfFlags(
    options,
    madeOfUploads(deployment).map(({ name }) => name),
  );
  const more = { ...(batch !== undefined && { batch }), ...(rendition && { renditions: rendition }) };
  return mergeWishes(wished, more) ?? {};
}

/** @throws {CommandError} 2 where it is more than S3 takes. */
function metadataOf({ metadata }: SubmitOptions, wishes: Wishes): Record<string, string> {
  const all = { ...metadata, ...writeWishes(wishes) };
  const bytes = metadataBytes(all);
  if (bytes <= MAX_METADATA_BYTES) return all;
  throw new CommandError(
    2,
    `S3 takes at most ${MAX_METADATA_BYTES} bytes of metadata, and these wishes are ${bytes}: put them into a file beside the upload, such as holiday.mp4.json.`,
  );
}

type Seen = Awaited<ReturnType<typeof snapshot>>;

async function waitFor(
  { uploaded }: Submitted,
  seen: Seen,
  { deployment, clientConfig, display, signal, ledger }: Place & { ledger: ReturnType<typeof ledgerReader> },
  { timeout }: SubmitOptions,
): Promise<Ended[]> {
  // What was not sent again stays as it is, a failure too.
  for (const { key, skipped } of uploaded) if (skipped) seen.delete(key);
  const sqs = new SQSClient(clientConfig);
  return waitForRenditions({
    awaited: await awaitedOf(uploaded, new S3Client(clientConfig), deployment),
    ledger,
    seen: new Map([...seen.values()].flat()),
    display,
    signal,
    waitingMessages: name => waitingFor(sqs, renditionNamed(deployment, name)),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1_000 }),
  });
}

function notVideos(skipped: number): string {
  return `Skipped ${skipped} ${skipped === 1 ? 'file that is not a video' : 'files that are not videos'}.`;
}

function failures(failed: number, all: number): string {
  return `${failed} of ${all} renditions failed: mend the cause above, then upload again or use "npx fanreel redrive".`;
}

function notMadeSentence(count: number, all: number): string {
  return `${count} of ${all} renditions were not made, for the reasons above.`;
}

function notUploaded(failed: number, files: FileToUpload[]): string {
  return `${failed} of ${files.length} files could not be uploaded, for the reasons above; the same command goes on with them.`;
}
