import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Deployment } from '../../contract/deployment.ts';
import { dynamoDrops } from '../../handlers/aws/dynamo/dynamoDrops.ts';
import { cancelManaged } from '../../handlers/aws/mediaconvert/cancelManaged.ts';
import { snsStatuses } from '../../handlers/aws/messaging/snsStatuses.ts';
import type { DropPorts } from '../../pipeline/drop/dropJob.ts';
import type { ClientConfig } from '../aws/connection.ts';
import { documentClient } from './documentClient.ts';

/** What dropping needs of a deployment. */
export function openDrops(
  config: ClientConfig,
  { ledgerTable, statusTopicArn }: Pick<Deployment, 'ledgerTable' | 'statusTopicArn'>,
): DropPorts {
  const mediaConvert = new MediaConvertClient(config);
  return {
    records: dynamoDrops(documentClient(config), ledgerTable),
    statuses: snsStatuses(new SNSClient(config), statusTopicArn),
    encoder: { cancel: managedJobId => cancelManaged(mediaConvert, managedJobId) },
  };
}
