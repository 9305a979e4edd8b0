import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type MeteredClient, RequestMeter } from './requestMeter.ts';

/** The SDK's clients of one function; endpoint, region and credentials come from its environment. */
export interface Clients {
  s3: S3Client;
  sqs: SQSClient;
  sns: SNSClient;
  dynamo: DynamoDBDocumentClient;
  mediaConvert: MediaConvertClient;
  /** Tries once. */
  mediaConvertSubmit: MediaConvertClient;
  /** What all of them have asked for. */
  meter: RequestMeter;
}

/** The SDK waits without end for a socket that went silent, before or in the middle of an answer, unless told not to. */
const TIMEOUTS = {
  connectionTimeout: 5_000,
  requestTimeout: 60_000,
  socketTimeout: 30_000,
  throwOnRequestTimeout: true,
};

/** Small answers that come soon or not at all; a heartbeat that hangs must not outlast its lease. */
export const SMALL_TIMEOUTS = { ...TIMEOUTS, requestTimeout: 10_000 };

/** `env` is read for one thing: another endpoint than AWS's own wants bucket names in the path. */
export function makeClients(env: { AWS_ENDPOINT_URL?: string }): Clients {
  const common = { requestHandler: SMALL_TIMEOUTS, maxAttempts: 4 };
  const s3 = new S3Client({
    ...common,
    requestHandler: TIMEOUTS,
    forcePathStyle: env.AWS_ENDPOINT_URL !== undefined,
  });
  // A queue's URL names the queue; where that is, the endpoint tells, which may have moved since the URL was kept.
  const sqs = new SQSClient({ ...common, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient(common);
  const dynamoDb = new DynamoDBClient(common);
  const meter = new RequestMeter();
  for (const client of [s3, sqs, sns, dynamoDb]) meter.watch(client as MeteredClient);
  return {
    ...{ s3, sqs, sns, meter },
    dynamo: DynamoDBDocumentClient.from(dynamoDb, { marshallOptions: { removeUndefinedValues: true } }),
    mediaConvert: new MediaConvertClient(common),
    // Tokens are forgotten after a minute, so that a second try has to look first: whoever submits does.
    mediaConvertSubmit: new MediaConvertClient({ ...common, maxAttempts: 1 }),
  };
}
