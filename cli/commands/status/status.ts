import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '../../../contract/deployment.ts';
import type { ClientConfig, ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { type Chosen, chosenSources } from '../../ledger/chosenSources.ts';
import { gathered } from '../../ledger/gathered.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import type { SourceJobs } from '../../ledger/sources.ts';
import { print } from '../../terminal/print.ts';
import { oneLine } from '../../terminal/printable.ts';
import { printError } from '../../terminal/printError.ts';
import { followSources } from './follow.ts';
import { printItems } from './printItems.ts';
import { queueLine } from './queues.ts';
import { sourceLines } from './sourceLines.ts';
import { printSources } from './sourceTable.ts';
import { whyNoJob } from './whyNoJob.ts';

export interface StatusOptions extends ConnectionOptions, Chosen {
  follow?: boolean;
  json?: boolean;
}

/** `fanreel status`: sources from the ledger with their renditions, newest change first. */
export function status(key: string | undefined, options: StatusOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const sources = () => chosenSources(key, options, deployment, ledger);
    if (options.follow) return followSources(sources, { key, deployment, options });
    if (key !== undefined) return showOne(key, options, { deployment, clientConfig, sources });
    if (options.json) return printItems(sources(), ledger, options);
    if ((await printSources(sources())) === 0) print('No jobs.');
    const waiting = await queueLine(new SQSClient(clientConfig), deployment.renditions);
    if (waiting) print(waiting);
  });
}

interface Look {
  deployment: Deployment;
  clientConfig: ClientConfig;
  sources(): AsyncIterable<SourceJobs[]>;
}

/** One source in full; where the ledger has nothing of it, why not. */
async function showOne(key: string, options: StatusOptions, look: Look): Promise<void> {
  const { deployment, clientConfig } = look;
  const found = await gathered(look.sources());
  const s3 = new S3Client(clientConfig);
  const reason = found.length > 0 ? null : await whyNoJob(s3, deployment.inputBucket, key);
  if (options.json) {
    if (reason !== null) printError(oneLine(reason));
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    return printItems([found], ledger, options);
  }
  const [source] = found;
  if (!source) return print(oneLine(reason ?? 'No jobs.'));
  const lines = await sourceLines(source, deployment, clientConfig);
  for (const line of lines) print(line);
}
