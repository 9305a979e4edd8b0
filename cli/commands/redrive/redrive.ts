import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition, Deployment } from '../../../contract/deployment.ts';
import type { ClientConfig, ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { type Redriven, redriveLetters } from '../../deeds/redrive/redriveLetters.ts';
import type { DeadChoice } from '../../ledger/deadJobs.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { counted } from '../../terminal/counted.ts';
import { print } from '../../terminal/print.ts';
import { waitForMoved } from './waitForMoved.ts';

export interface RedriveOptions extends ConnectionOptions, DeadChoice {
  /** Messages a second. */
  rate?: number;
  force?: boolean;
  dryRun?: boolean;
  wait?: boolean;
  json?: boolean;
}

/** `fanreel redrive`: moves dead letters back to their queues, and with `--wait` stays until what they ask for is over. */
export function redrive(names: string[], options: RedriveOptions): Promise<void> {
  return withDeployment(options, (deployment, { clientConfig }) =>
    redriveAll(names, options, { deployment, clientConfig }),
  );
}

interface Place {
  deployment: Deployment;
  clientConfig: ClientConfig;
}

async function redriveAll(names: string[], options: RedriveOptions, place: Place): Promise<void> {
  const { deployment, clientConfig } = place;
  const { json = false, wait, dryRun } = options;
  const clients = {
    sqs: new SQSClient(clientConfig),
    s3: new S3Client(clientConfig),
    ledger: ledgerReader(clientConfig, deployment.ledgerTable),
  };
  const all: Redriven[] = [];
  for (const rendition of renditionsNamed(deployment, names)) {
    const redriven = await redriveLetters(rendition, options, clients);
    if (!json) for (const line of linesOf(redriven, rendition, options)) print(line);
    all.push(redriven);
  }
  const jobs = all.flatMap(one => one.jobs);
  const ended = wait && !dryRun ? await waitForMoved(jobs, { ...place, json }) : [];
  const told = all.map(({ jobs, ...rest }) => ({
    ...rest,
    ...(wait && { renditions: ended.filter(({ rendition }) => rendition === rest.rendition) }),
  }));
  if (json) print(JSON.stringify(told, null, 2));
  const failed = ended.filter(({ job }) => job.state === 'failed').length;
  if (failed > 0) {
    throw new CommandError(
      1,
      `${failed} of ${ended.length} renditions failed again: "npx fanreel dlq" has the reasons.`,
    );
  }
}

function linesOf(
  { moved, hopeless, undelivered }: Redriven,
  { name, dlqArn, subscriptionDlqUrl }: DeployedRendition,
  { dryRun }: RedriveOptions,
): string[] {
  const dlq = nameOf(dlqArn, ':');
  const would = dryRun ? 'Would move' : 'Moved';
  const lines = [
    ...(moved > 0 ? [`${would} ${counted(moved, 'message')} from ${dlq} back to the queue of ${name}.`] : []),
    ...(undelivered > 0
      ? [
          `${would} ${counted(undelivered, 'message')} that SNS could not deliver from ${nameOf(subscriptionDlqUrl, '/')} to the queue of ${name}.`,
        ]
      : []),
    ...(hopeless > 0
      ? [
          `Left ${counted(hopeless, 'message')} in ${dlq} that would fail the same way ("npx fanreel dlq ${name}" has the reasons, --force moves them).`,
        ]
      : []),
  ];
  return lines.length > 0 ? lines : [`${dlq} has nothing to redrive.`];
}

function nameOf(place: string, before: string): string {
  return place.slice(place.lastIndexOf(before) + 1);
}
