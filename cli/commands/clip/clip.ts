import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clipKey } from '../../../contract/clips/clipKeys.ts';
import { leavesItsName } from '../../../contract/clips/clipName.ts';
import type { DeployedRendition, Deployment } from '../../../contract/deployment.ts';
import { type ClipRequest, spanHash } from '../../../contract/messages/clip.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { askForClip } from '../../aws/askForClip.ts';
import { clipPresetNamed } from '../../aws/clipPresetNamed.ts';
import type { ClientConfig, ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingFor } from '../../aws/waitingMessages.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { noDisplay, progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { downloadObject } from '../../transfer/downloadObject.ts';
import { waitForRenditions } from '../../wait/waitForRenditions.ts';
import { askedSpan, checkedRequest } from './askedSpan.ts';
import { checkCamera } from './cameras.ts';
import { type Link, linksOf } from './links.ts';
import { looksAgo } from './moment.ts';
import { gapWords, spanWords } from './spanWords.ts';

export interface ClipOptions extends ConnectionOptions {
  parts?: string[];
  preset?: string;
  id?: string;
  wait?: boolean;
  /** Seconds. */
  timeout?: number;
  download?: string | true;
  force?: boolean;
  newCamera?: boolean;
  json?: boolean;
}

interface Place {
  deployment: Deployment;
  clientConfig: ClientConfig;
  rendition: DeployedRendition;
  signal: AbortSignal;
}

/** `fanreel clip`: asks for a clip, and with `--wait` stays until it is there or cannot be. */
export async function clip(words: string[], options: ClipOptions): Promise<void> {
  refuseFlags(words);
  const clock = { nowMs: Date.now(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const span = askedSpan({ words, parts: options.parts }, clock);
  const request = checkedRequest({ span, clipId: options.id, force: options.force });
  const signal = untilStopped();
  try {
    await withDeployment(
      options,
      async (deployment, { clientConfig }) => {
        const rendition = clipPresetNamed(deployment, options.preset);
        const place = { deployment, clientConfig, signal, rendition };
        if (!options.json) print(`${spanWords(span, clock)}, by preset ${rendition.name}.`);
        const job = await askFor(request, options, place);
        await report(request, job, options, { ...place, zone: clock.zone });
      },
      signal,
    );
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

/** Unknown flags come as words, for a time may look like one. */
function refuseFlags(words: string[]): void {
  const flag = words.find(word => /^-./.test(word) && !looksAgo(word));
  if (flag)
    throw new CommandError(
      2,
      `Unknown option '${printable(flag)}'; "npx fanreel --help" shows what there is.`,
    );
}

/** The job as it ended; undefined where nobody waits for it. */
async function askFor(
  request: ClipRequest,
  options: ClipOptions,
  place: Place,
): Promise<LedgerJob | undefined> {
  const { deployment, clientConfig, rendition } = place;
  const { recordings, name } = rendition;
  const { span } = request;
  if ('camera' in span && recordings && !options.newCamera) {
    await checkCamera(new S3Client(clientConfig), span.camera, recordings);
  }
  const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
  const source = { bucket: rendition.bucket, key: clipKey(request), version: spanHash(span) };
  const before = await ledger.ofSource(source.bucket, source.key);
  refuseTaken(before, source.version, request);
  await askForClip(request, name, deployment, new SNSClient(clientConfig));
  if (!options.wait) return undefined;
  const display = options.json ? noDisplay() : progressDisplay(process.stderr);
  const sqs = new SQSClient(clientConfig);
  try {
    const [ended] = await waitForRenditions({
      awaited: [{ source, rendition: name }],
      ledger,
      seen: new Map(before.map(({ jobId, updatedAt }) => [jobId, updatedAt])),
      ...(options.force && { again: true }),
      display,
      signal: place.signal,
      waitingMessages: one => waitingFor(sqs, renditionNamed(deployment, one)),
      ...(options.timeout !== undefined && { timeoutMs: options.timeout * 1_000 }),
    });
    return ended?.job;
  } finally {
    display.close();
  }
}

/** As its function would, of which nobody who waits would hear: the message belongs to no clip. */
function refuseTaken(before: LedgerJob[], version: string, { clipId }: ClipRequest): void {
  const isTaken = before.some(job => job.source.version !== version && !leavesItsName(job.state));
  if (!isTaken) return;
  throw new CommandError(
    1,
    `--id: "${printable(clipId)}" is another clip's, of other moments; ask under another one, or without.`,
  );
}

async function report(
  request: ClipRequest,
  job: LedgerJob | undefined,
  options: ClipOptions,
  { clientConfig, rendition, signal, zone }: Place & { zone: string },
): Promise<void> {
  const { clipId, span } = request;
  const s3 = new S3Client(clientConfig);
  const links = job?.state === 'complete' && job.output ? await linksOf(request, job.output, s3) : [];
  const [video] = links;
  const path = video && options.download ? pathFor(options.download, request) : undefined;
  if (video && path) await downloadObject(s3, { ...video, path, signal });
  if (options.json) {
    const { state, clip, failure } = job ?? {};
    const told = {
      clipId,
      preset: rendition.name,
      span,
      state,
      why: clip?.why ?? failure?.message,
      gaps: clip?.gaps,
    };
    print(JSON.stringify({ ...told, links, ...(path && { path }) }, null, 2));
  } else {
    for (const gap of links.length > 0 ? (job?.clip?.gaps ?? []) : []) print(gapWords(gap, { zone }));
    for (const line of lines(request, links, path)) print(line);
    if (!options.wait)
      print(`Asked for; "npx fanreel show ${printable(clipKey(request))}" tells how it stands.`);
  }
  if (job && job.state !== 'complete') throw notThere(job, options);
}

function lines({ clipId }: ClipRequest, links: Link[], path: string | undefined): string[] {
  if (links.length === 0) return [];
  const told = links.map(({ of, url }) => `${of.padEnd(8)}  ${url}`);
  return [...told, ...(path === undefined ? [] : [`Wrote ${printable(path)} (clip ${clipId}).`])];
}

/** What it is called here: as was said, or after the camera and the clip. */
function pathFor(said: string | true, request: ClipRequest): string {
  const { span, clipId } = request;
  const name = `${'camera' in span ? span.camera : 'clip'}-${clipId}.mp4`;
  if (said === true) return name;
  const isFolder = said.endsWith('/') || (statSync(said, { throwIfNoEntry: false })?.isDirectory() ?? false);
  return isFolder ? join(said, basename(name)) : said;
}

/** What has no words of its own is said as it is called. */
const CAME_TO: Record<string, string> = {
  failed: 'has failed',
  dropped: 'was dropped',
  'not-available': 'is not available',
  'out-of-range': 'is out of range',
};

/** Why is told by whoever shows how the wait goes; a program is told here. */
function notThere({ state, clip, failure }: LedgerJob, { json = false }: ClipOptions): CommandError {
  const why = json ? (clip?.why ?? failure?.message) : undefined;
  const said = CAME_TO[state] ?? `is ${state}`;
  return new CommandError(1, `The clip ${said}${why ? `: ${printable(why).replace(/\.$/, '')}` : ''}.`);
}
