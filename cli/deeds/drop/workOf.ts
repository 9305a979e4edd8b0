import type { S3Client } from '@aws-sdk/client-s3';
import type { Message } from '@aws-sdk/client-sqs';
import { clipKey } from '../../../contract/clips/clipKeys.ts';
import { waitsForContainer } from '../../../contract/compute/handedOn.ts';
import type { DeployedRendition, Deployment } from '../../../contract/deployment.ts';
import { jobIdOf, type Naming, type Source } from '../../../contract/job.ts';
import { type JobState, UNFINISHED } from '../../../contract/jobState.ts';
import { type ClipRequest, spanHash } from '../../../contract/messages/clip.ts';
import type { PieceRequest } from '../../../contract/messages/piece.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { METADATA_ONLY } from '../../../contract/wishes/wishSettings.ts';
import type { DropWish } from '../../../pipeline/drop/dropWish.ts';
import type { NewJob } from '../../../pipeline/ports/ledger.ts';
import { decideByName } from '../../../pipeline/uploads/decideByName.ts';
import {
  type ParsedMessage,
  parseMessage,
  type SourceRequest,
} from '../../../pipeline/uploads/parseMessage.ts';
import { followSidecar } from '../../../pipeline/wishes/followSidecar.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import { headSource } from '../../stock/headObject.ts';
import { leftAlone } from '../../stock/leftAlone.ts';
import { CommandError } from '../../terminal/commandError.ts';

/** What is to be dropped before a message may go. */
export type Work = Omit<DropWish, 'by'>;

export interface WorkPlace {
  s3: S3Client;
  ledger: Pick<LedgerReader, 'ofSource' | 'ofIds'>;
  deployment: Deployment;
}

/**
 * What a message of a rendition asks for, whether somebody has begun it or not: once all of it is dropped, nothing asks for it
 * again. None of a message that nobody can read, or of an object that is gone or no video.
 * @param states those in which a job of it is dropped
 */
export async function workOf(
  message: Message,
  rendition: DeployedRendition,
  states: readonly JobState[],
  place: WorkPlace,
): Promise<Work[]> {
  const { sources, piece, clip } = parsed(message);
  if (piece) return await pieceWork(piece, place);
  if (clip) return [clipWork(clip, message, rendition, states)];
  const all = await Promise.all(sources.map(one => sourceWork(one, message, rendition, states, place)));
  return all.flat();
}

/** A film that lacks a piece never ends; one that is made in another way meanwhile lacks nothing. */
async function pieceWork({ jobId, cut }: PieceRequest, { ledger }: WorkPlace): Promise<Work[]> {
  const last = (await ledger.ofIds([jobId])).get(jobId)?.attempts.at(-1);
  const isOfIt = last?.engine === 'segments' && last.endedAt === undefined && (last.cut ?? cut) === cut;
  return isOfIt ? [{ jobId, states: UNFINISHED }] : [];
}

function parsed({ Body = '' }: Message): ParsedMessage {
  try {
    return parseMessage(Body);
  } catch {
    return { sources: [] };
  }
}

async function sourceWork(
  asked: SourceRequest,
  message: Message,
  rendition: DeployedRendition,
  states: readonly JobState[],
  { s3, ledger, deployment }: WorkPlace,
): Promise<Work[]> {
  const { wishes = METADATA_ONLY } = deployment;
  const { bucket, key } = followSidecar(asked, wishes);
  const [source, jobs] = await Promise.all([
    headSource(s3, bucket, key, wishes),
    ledger.ofSource(bucket, key),
  ]);
  const own = jobs.filter(job => job.rendition === rendition.name);
  const [begun] = own.filter(job => job.message?.id === message.MessageId);
  // Its worker may have died, and then it waits although the ledger says that it is made.
  if (begun) return [{ jobId: begun.jobId, states: [...states, ...UNFINISHED] }];
  const known = own.flatMap(job => {
    const { jobId, state } = job;
    // Of one that waits for a container this is the message, by whose id the ledger does not know it.
    if (states.includes('queued') && waitsForContainer(job))
      return [{ jobId, states: [...states, state as JobState] }];
    return states.some(one => one === state) ? [{ jobId, states }] : [];
  });
  if (!source || !isWanted(rendition.name, source.wishes)) return known;
  const unbegun = newJobOf(source, message, rendition);
  if (own.some(({ jobId }) => jobId === unbegun.jobId)) return known;
  return (await isVideo(s3, bucket, key)) ? [...known, { jobId: unbegun.jobId, states, unbegun }] : known;
}

async function isVideo(s3: S3Client, bucket: string, key: string): Promise<boolean> {
  const byName = decideByName(key);
  return byName === 'unknown' ? (await leftAlone(s3, bucket, key)) === null : byName === 'video';
}

/** As whoever cuts it would name it. */
function clipWork(
  request: ClipRequest,
  message: Message,
  rendition: DeployedRendition,
  states: readonly JobState[],
): Work {
  const { clipId, span } = request;
  const source = { bucket: rendition.bucket, key: clipKey(request), version: spanHash(span), sizeBytes: 0 };
  const askedAt = sentAt(message) ?? new Date().toISOString();
  const job = newJobOf(source, message, rendition);
  return { jobId: job.jobId, states, unbegun: { ...job, clip: { clipId, span, askedAt, waits: [] } } };
}

/** @throws {CommandError} 1 of a stack that does not tell what names its jobs. */
function newJobOf(source: Source, message: Message, rendition: DeployedRendition): NewJob {
  const { name, bucket, queueUrl, presetHash } = rendition;
  if (presetHash === undefined) throw new CommandError(1, OLD_STACK);
  const jobId = jobIdOf(source, { name, presetHash, kind: kindOf(rendition) });
  const mark = { id: message.MessageId ?? 'purge', body: '', attributes: {} };
  const sent = sentAt(message);
  return {
    ...{ jobId, source, rendition: name, presetHash, queueUrl, outputBucket: bucket },
    message: { ...mark, ...(sent !== undefined && { sentAt: sent }) },
  };
}

const OLD_STACK =
  'An older version deployed this stack, which does not tell what names its jobs: deploy it anew, or what is thrown away could not be written down.';

function kindOf({ container, kind }: DeployedRendition): Naming['kind'] {
  return kind ?? (container === null ? 'image' : 'video');
}

function sentAt({ Attributes }: Message): string | undefined {
  const sent = Attributes?.SentTimestamp;
  return sent === undefined ? undefined : new Date(Number(sent)).toISOString();
}
