import { tmpdir } from 'node:os';
import type { Environment } from '../../contract/environment.ts';
import { METADATA_ONLY } from '../../contract/wishes/wishSettings.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import type { Ports } from '../../pipeline/ports/ports.ts';
import { placementOf } from '../../pipeline/worker/placement.ts';
import type { Settings } from '../../pipeline/worker/settings.ts';
import type { Rendition, Worker } from '../../pipeline/worker/worker.ts';
import { presetHash } from '../../presets/schema/presetHash.ts';
import type { Clients } from '../aws/clients.ts';
import { dynamoDaySums } from '../aws/dynamo/dynamoDaySums.ts';
import { dynamoFilms } from '../aws/dynamo/dynamoFilms.ts';
import { mediaConvertEncoder } from '../aws/mediaconvert/mediaConvertEncoder.ts';
import { meteredStatuses } from '../aws/messaging/meteredStatuses.ts';
import { sqsDeadLetters } from '../aws/messaging/sqsDeadLetters.ts';
import { sqsPieceRequests } from '../aws/messaging/sqsPieceRequests.ts';
import { sqsStatuses } from '../aws/messaging/sqsStatuses.ts';
import { recordingsOf } from '../aws/recordings/recordingsOf.ts';
import { s3Outputs } from '../aws/s3/s3Outputs.ts';
import { withRememberedReads } from '../aws/s3/source/rememberedReads.ts';
import { s3Sources } from '../aws/s3/source/s3Sources.ts';
import { withSmallSources } from '../aws/s3/source/smallSources.ts';
import { rememberedWebhooks } from '../aws/webhooks/rememberedWebhooks.ts';
import { webhooksOf } from '../aws/webhooks/webhooksOf.ts';
import { makeLedger } from './makeLedger.ts';

/** One rendition's worker over AWS. @throws {ConfigError} where there is no ffmpeg. */
export function makeWorker(env: Environment<'transcode'>, clients: Clients): Worker {
  return { rendition: renditionOf(env), settings: settingsOf(env), ports: portsOf(env, clients) };
}

function renditionOf(env: Environment<'transcode'>): Rendition {
  return {
    name: env.RENDITION,
    preset: env.PRESET,
    presetHash: presetHash(env.PRESET),
    inputBucket: env.INPUT_BUCKET,
    outputBucket: env.OUTPUT_BUCKET,
    queueUrl: env.QUEUE_URL,
  };
}

function settingsOf(env: Environment<'transcode'>): Settings {
  return {
    ...placementOf({
      function: {
        memoryMb: env.FUNCTION_MEMORY_MB,
        scratchMb: env.FUNCTION_SCRATCH_MB,
        architecture: env.FUNCTION_ARCHITECTURE,
        timeoutSeconds: env.FUNCTION_TIMEOUT_SECONDS,
      },
      containers: env.CONTAINERS,
      worksIn: env.WORKS_IN,
      mediaConvert: { enabled: env.MEDIACONVERT_ENABLED, aboveSeconds: env.MEDIACONVERT_ABOVE_SECONDS },
      segmentWorkers: env.SEGMENT_WORKERS,
    }),
    targetSeconds: env.TARGET_SECONDS ?? env.MEDIACONVERT_ABOVE_SECONDS,
    budget: { perJobUsd: env.BUDGET_PER_JOB_USD, perDayUsd: env.BUDGET_PER_DAY_USD },
    codeVersion: env.CODE_VERSION,
    leaseSeconds: env.LEASE_SECONDS,
    retrySeconds: env.RETRY_SECONDS,
    maxReceiveCount: env.MAX_RECEIVE_COUNT,
    progressSeconds: env.PROGRESS_SECONDS,
    progressNewsPercent: env.PROGRESS_NEWS_PERCENT,
    stallSeconds: env.STALL_SECONDS,
    onIncomplete: env.ON_INCOMPLETE,
    wishes: env.WISHES ?? METADATA_ONLY,
    ffmpegBin: findFfmpeg({ PATH: process.env.PATH, FFMPEG_BIN: env.FFMPEG_BIN }),
    scratchRoot: tmpdir(),
  };
}

/** What only a function that cuts clips has. */
function clipPorts(
  { PRESET: preset, RECORDINGS_BUCKET: bucket = '' }: Environment<'transcode'>,
  s3: Clients['s3'],
): Pick<Ports, 'recordings'> {
  return preset.kind === 'clip' ? { recordings: recordingsOf(preset, bucket, s3, process.env) } : {};
}

function portsOf(env: Environment<'transcode'>, clients: Clients): Ports {
  const { s3, sqs, dynamo, meter } = clients;
  const webhooks = rememberedWebhooks(webhooksOf(env, dynamo));
  const table = { table: env.LEDGER_TABLE, leaseSeconds: env.LEASE_SECONDS, jobDays: env.JOB_DAYS };
  return {
    sources: withSmallSources(withRememberedReads(s3Sources(s3, env.WISHES, webhooks)), s3),
    ...clipPorts(env, s3),
    outputs: s3Outputs(s3),
    ledger: makeLedger(env, dynamo),
    daySums: dynamoDaySums(dynamo, table),
    films: dynamoFilms(dynamo, table),
    pieceRequests: sqsPieceRequests(sqs),
    deadLetters: sqsDeadLetters(sqs),
    meter,
    statuses: meteredStatuses(sqsStatuses(sqs, env.NOTICES_QUEUE_URL), meter),
    webhooks,
    encoder: mediaConvertEncoder(clients, {
      roleArn: env.MEDIACONVERT_ROLE_ARN,
      queueArn: env.MEDIACONVERT_QUEUE_ARN,
    }),
  };
}
