import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '../../../cli/aws/connection.ts';
import { ledgerReader } from '../../../cli/ledger/ledgerReader.ts';
import { printError } from '../../../cli/terminal/printError.ts';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import type { Cluster } from '../../reads/cluster/inCluster.ts';
import { Links } from '../../reads/looks/links.ts';
import { LedgerFeed } from '../../store/ledgerFeed.ts';
import { QueueFeed } from '../../store/queueFeed.ts';
import { SourceTable } from '../../store/sourceTable.ts';
import { Watch } from '../../store/watch.ts';
import type { Health } from '../../wire/health.ts';
import { Api } from '../api.ts';
import { leadFor, sendLeadFor } from '../objects.ts';
import { allRoutes } from './allRoutes.ts';

interface ApiPlace {
  deployment: Deployment;
  connection: Connection;
  /** @default false */
  servesS3?: boolean;
  cluster?: Cluster;
}

/** The calls, and the one who looks at the stack for all of them; nothing is read before somebody asks. */
export function openApiParts(
  { deployment, connection, servesS3 = false, cluster }: ApiPlace,
  health: Health,
  explain: (error: unknown) => string,
): { watch: Watch; api: Api } {
  const { clientConfig } = connection;
  const ledger = ledgerReader(clientConfig, deployment.ledgerTable, { unreadable: saidOnce() });
  const sqs = new SQSClient(clientConfig);
  const logs = new CloudWatchLogsClient(clientConfig);
  const watch = new Watch({
    ledger: new LedgerFeed(ledger),
    queues: new QueueFeed(sqs, deployment.renditions),
    table: new SourceTable(madeOfUploads(deployment).map(({ name }) => name)),
    explain,
  });
  const s3 = new S3Client(clientConfig);
  const links = new Links(s3, leadFor(connection, servesS3));
  return {
    watch,
    api: new Api(
      allRoutes({
        health,
        deployment,
        connection,
        watch,
        ledger,
        s3,
        links,
        sendLead: sendLeadFor(servesS3),
        sqs,
        logs,
        cluster,
      }),
      explain,
      () => watch.log.version,
    ),
  };
}

/** One item that nobody can read hides no other: whoever runs the dashboard hears of it, and the pages go on. */
function saidOnce(): (sentence: string) => void {
  const said = new Set<string>();
  return sentence => {
    if (!said.has(sentence)) printError(sentence);
    said.add(sentence);
  };
}
