import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '../../cli/aws/connection.ts';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import type { Actor } from '../../cli/operator/actor.ts';
import type { Deployment } from '../../contract/deployment.ts';

/** With what something is done. */
export interface DeedPlace {
  deployment: Deployment;
  connection: Connection;
  ledger: LedgerReader;
  s3: S3Client;
  sqs: SQSClient;
}

/** And in whose name. */
export interface Deed extends DeedPlace {
  actor: Actor;
}
