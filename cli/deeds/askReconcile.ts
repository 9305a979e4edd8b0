import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Deployment } from '../../contract/deployment.ts';
import {
  type ReconcileReport,
  type ReconcileRequest,
  readReport,
  reportKey,
  writeReconcileRequest,
} from '../../contract/messages/reconcile.ts';
import type { ClientConfig } from '../aws/connection.ts';
import { CommandError } from '../terminal/commandError.ts';

const FIRST_LOOK_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** The function has a quarter of an hour, and may have to wait for its turn. */
const PATIENCE_MS = 20 * 60_000;

/** Asks the deployment's own function, so that whoever asks needs no rights on buckets, and waits for its report. */
export async function awaitReconcile(
  config: ClientConfig,
  deployment: Deployment,
  asked: Omit<ReconcileRequest, 'id'>,
): Promise<ReconcileReport> {
  const id = await askReconcile(config, deployment, asked);
  const read = reportReader(config, deployment);
  const until = performance.now() + PATIENCE_MS;
  for (
    let pause = FIRST_LOOK_MS;
    performance.now() < until;
    pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)
  ) {
    const report = await read(id);
    if (report) return report;
    await wait(pause);
  }
  throw new CommandError(
    1,
    'The reconcile function has not answered: look at its log, and whether its queue is worked on.',
  );
}

/** Asks for it, and does not wait; the id by which the report is found. */
export async function askReconcile(
  config: ClientConfig,
  { reconcileQueueUrl }: Pick<Deployment, 'reconcileQueueUrl'>,
  asked: Omit<ReconcileRequest, 'id'>,
): Promise<string> {
  const request: ReconcileRequest = { id: randomUUID(), ...asked };
  await new SQSClient(config).send(
    new SendMessageCommand({ QueueUrl: reconcileQueueUrl, MessageBody: writeReconcileRequest(request) }),
  );
  return request.id;
}

/** Reads the report of a request by its id; null as long as there is none. */
export function reportReader(
  config: ClientConfig,
  { ledgerTable }: Pick<Deployment, 'ledgerTable'>,
): (id: string) => Promise<ReconcileReport | null> {
  const ledger = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  return async id => {
    const { Item } = await ledger.send(
      new GetCommand({ TableName: ledgerTable, Key: reportKey({ id }), ConsistentRead: true }),
    );
    return Item ? readReport(Item) : null;
  };
}
