import { tmpdir } from 'node:os';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { findFfmpeg } from '../media/findFfmpeg.ts';
import { type Handled, handleMessage } from '../pipeline/handleMessage.ts';
import { vcpusOf } from '../pipeline/vcpus.ts';
import type { Delivery, Worker } from '../pipeline/worker.ts';
import { type Clients, makeClients } from './aws/clients.ts';
import { dynamoLedger } from './aws/dynamoLedger.ts';
import { mediaConvertEncoder } from './aws/mediaConvertEncoder.ts';
import { s3Outputs } from './aws/s3Outputs.ts';
import { s3Sources } from './aws/s3Sources.ts';
import { snsStatuses } from './aws/snsStatuses.ts';
import { messageOf, showAgainIn } from './aws/sqsMessages.ts';
import { readTranscodeEnvironment, type TranscodeEnvironment } from './environment.ts';

const environment = readTranscodeEnvironment(process.env);
const clients = makeClients(process.env);
const worker = makeWorker(environment, clients);
const logger = new Logger({ persistentLogAttributes: { rendition: environment.RENDITION } });
const metrics = new Metrics({ defaultDimensions: { rendition: environment.RENDITION } });

/**
 * One rendition's function. Answers with the messages that are not done; the answer is always a valid object, for
 * anything else would count as success and lose the message.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    const handled = await handleMessage(deliveryOf(record, context), worker);
    report(handled);
    if (handled.acknowledge) continue;
    batchItemFailures.push({ itemIdentifier: record.messageId });
    // Where even that fails, the timeout that it has still brings it back.
    await showAgainIn(handled.retryInSeconds, record, environment.QUEUE_URL, clients.sqs).catch(() => {});
  }
  metrics.publishStoredMetrics();
  return { batchItemFailures };
}

function deliveryOf(record: SQSRecord, context: Context): Delivery {
  return {
    message: messageOf(record),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    remainingMs: () => context.getRemainingTimeInMillis(),
    keepHidden: seconds => showAgainIn(seconds, record, environment.QUEUE_URL, clients.sqs),
  };
}

function report(handled: Handled): void {
  const { about, outcomes } = handled;
  for (const { result } of outcomes) metrics.addMetric(`job-${result}`, MetricUnit.Count, 1);
  if (handled.acknowledge) {
    logger.info(handled.ignored ?? 'Message done.', { ...about, outcomes: outcomes.map(one => one.result) });
  } else if (handled.failure) {
    metrics.addMetric(`job-failed-${handled.failure.class}`, MetricUnit.Count, 1);
    logger.error(handled.failure.message, { ...about, failure: handled.failure });
  } else {
    logger.info('Another worker has this job.', { ...about, retryInSeconds: handled.retryInSeconds });
  }
}

function makeWorker(env: TranscodeEnvironment, { s3, sns, dynamo, mediaConvert }: Clients): Worker {
  return {
    rendition: env.RENDITION,
    preset: env.PRESET,
    inputBucket: env.INPUT_BUCKET,
    outputBucket: env.OUTPUT_BUCKET,
    queueUrl: env.QUEUE_URL,
    dlqUrl: env.DLQ_URL,
    limits: {
      timeoutSeconds: env.FUNCTION_TIMEOUT_SECONDS,
      memoryMb: env.FUNCTION_MEMORY_MB,
      scratchMb: env.FUNCTION_SCRATCH_MB,
      architecture: env.FUNCTION_ARCHITECTURE,
      vcpus: vcpusOf(env.FUNCTION_MEMORY_MB),
    },
    managed: { enabled: env.MEDIACONVERT_ENABLED, aboveSeconds: env.MEDIACONVERT_ABOVE_SECONDS },
    leaseSeconds: env.LEASE_SECONDS,
    retrySeconds: env.RETRY_SECONDS,
    maxReceiveCount: env.MAX_RECEIVE_COUNT,
    progressSeconds: env.PROGRESS_SECONDS,
    stallSeconds: env.STALL_SECONDS,
    ffmpegBin: findFfmpeg(process.env),
    scratchRoot: tmpdir(),
    sources: s3Sources(s3),
    outputs: s3Outputs(s3),
    ledger: dynamoLedger(dynamo, {
      table: env.LEDGER_TABLE,
      leaseSeconds: env.LEASE_SECONDS,
      jobDays: env.JOB_DAYS,
    }),
    statuses: snsStatuses(sns, env.STATUS_TOPIC_ARN),
    encoder: mediaConvertEncoder(mediaConvert, {
      roleArn: env.MEDIACONVERT_ROLE_ARN,
      queueArn: env.MEDIACONVERT_QUEUE_ARN,
    }),
  };
}
