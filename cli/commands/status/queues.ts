import type { SQSClient } from '@aws-sdk/client-sqs';
import { type DeployedRendition, workQueuesOf } from '../../../contract/deployment.ts';
import { depthOfAll } from '../../aws/queueDepth.ts';

/** Queues as two numbers. */
export interface QueueWork {
  waiting: number;
  inWork: number;
}

/** Of a rendition's queues. */
export async function queueWork(client: SQSClient, rendition: DeployedRendition): Promise<QueueWork> {
  const { visible, inFlight, delayed } = await depthOfAll(client, workQueuesOf(rendition));
  return { waiting: visible + delayed, inWork: inFlight };
}

/** What waits in the queues of all renditions, as a line; null where nothing does. */
export async function queueLine(client: SQSClient, renditions: DeployedRendition[]): Promise<string | null> {
  const depths = await Promise.all(
    renditions.map(async one => ({ name: one.name, ...(await queueWork(client, one)) })),
  );
  const busy = depths.filter(({ waiting, inWork }) => waiting + inWork > 0);
  if (busy.length === 0) return null;
  return `In the queues: ${busy.map(({ name, waiting, inWork }) => `${name} ${waiting} waiting, ${inWork} in work`).join('; ')}.`;
}
