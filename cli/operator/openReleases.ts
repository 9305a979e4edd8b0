import { SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '../../contract/deployment.ts';
import { dynamoReleases } from '../../handlers/aws/dynamo/dynamoDrops.ts';
import { sqsDeadLetters } from '../../handlers/aws/messaging/sqsDeadLetters.ts';
import type { ReleasePorts } from '../../pipeline/budget/releaseJob.ts';
import type { ClientConfig } from '../aws/connection.ts';
import { documentClient } from './documentClient.ts';

/** What letting jobs go needs of a deployment. */
export function openReleases(
  config: ClientConfig,
  { ledgerTable }: Pick<Deployment, 'ledgerTable'>,
): ReleasePorts {
  return {
    letGo: dynamoReleases(documentClient(config), ledgerTable),
    deadLetters: sqsDeadLetters(new SQSClient(config)),
  };
}
