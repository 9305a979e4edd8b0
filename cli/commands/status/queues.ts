import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import { queueDepth } from '../../aws/queueDepth.ts';

/** A queue as two numbers. */
export interface QueueWork {
  waiting: number;
  inWork: number;
}

export async function queueWork(client: SQSClient, queueUrl: string): Promise<QueueWork> {
  const { visible, inFlight, delayed } = await queueDepth(client, queueUrl);
  return { waiting: visible + delayed, inWork: inFlight };
}

/** What waits in the queues of all renditions, as a line; null where nothing does. */
export async function queueLine(client: SQSClient, renditions: DeployedRendition[]): Promise<string | null> {
  const depths = await Promise.all(
    renditions.map(async ({ name, queueUrl }) => ({ name, ...(await queueWork(client, queueUrl)) })),
  );
  const busy = depths.filter(({ waiting, inWork }) => waiting + inWork > 0);
  if (busy.length === 0) return null;
  return `In the queues: ${busy.map(({ name, waiting, inWork }) => `${name} ${waiting} waiting, ${inWork} in work`).join('; ')}.`;
}
