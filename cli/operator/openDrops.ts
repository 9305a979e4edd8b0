import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '../../contract/deployment.ts';
import { dynamoDrops } from '../../handlers/aws/dynamo/dynamoDrops.ts';
import { cancelManaged } from '../../handlers/aws/mediaconvert/cancelManaged.ts';
import { snsStatuses } from '../../handlers/aws/messaging/snsStatuses.ts';
import { sqsStatuses } from '../../handlers/aws/messaging/sqsStatuses.ts';
import type { DropPorts } from '../../pipeline/drop/dropJob.ts';
import type { Statuses } from '../../pipeline/ports/statuses.ts';
import type { ClientConfig } from '../aws/connection.ts';
import { documentClient } from './documentClient.ts';

/** What dropping needs of a deployment. */
export function openDrops(
  config: ClientConfig,
  deployment: Pick<Deployment, 'ledgerTable' | 'statusTopicArn' | 'noticesQueueUrl'>,
): DropPorts {
  const mediaConvert = new MediaConvertClient(config);
  return {
    records: dynamoDrops(documentClient(config), deployment.ledgerTable),
    statuses: statusesOf(config, deployment),
    encoder: { cancel: managedJobId => cancelManaged(mediaConvert, managedJobId) },
  };
}

/** By the queue, so that an end counts for its source as a whole; an older stack, which has none of that, tells of no queue. */
function statusesOf(
  config: ClientConfig,
  { noticesQueueUrl, statusTopicArn }: Pick<Deployment, 'statusTopicArn' | 'noticesQueueUrl'>,
): Statuses {
  return noticesQueueUrl === undefined
    ? snsStatuses(new SNSClient(config), statusTopicArn)
    : sqsStatuses(new SQSClient(config), noticesQueueUrl);
}
