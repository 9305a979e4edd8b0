import { matchesGlob } from 'node:path/posix';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { parseMessage } from '../../../pipeline/uploads/parseMessage.ts';
import { type DeadChoice, isHopeless } from '../../ledger/deadJobs.ts';
import { carryMessage } from './carryMessages.ts';

export interface ChoosingOptions extends DeadChoice {
  rate?: number;
  force?: boolean;
  dryRun?: boolean;
}

/** What was looked at is hidden until all have been, seconds: nobody looks at it twice. */
const HIDDEN_SECONDS = 300;

/**
 * Looks at each message of a DLQ and carries the chosen ones over to the queue, as new messages; the others are visible again
 * afterwards. Each is deleted after it was sent: one that was carried twice would still be one job.
 */
export async function moveChosen(
  client: SQSClient,
  { dlqUrl, queueUrl }: DeployedRendition,
  dead: LedgerJob[],
  options: ChoosingOptions,
): Promise<{ moved: number; hopeless: number }> {
  const jobOf = finder(dead);
  const left: Message[] = [];
  const sum = { moved: 0, hopeless: 0 };
  try {
    for (let page = await receive(client, dlqUrl); page.length > 0; page = await receive(client, dlqUrl)) {
      for (const message of page) {
        const fate = fateOf(message, jobOf(message), options);
        if (fate === 'hopeless') sum.hopeless += 1;
        if (fate === 'moved') sum.moved += 1;
        if (fate !== 'moved' || options.dryRun) left.push(message);
        else {
          await carryMessage(client, message, dlqUrl, queueUrl);
          if (options.rate !== undefined) await wait(1_000 / options.rate);
        }
      }
    }
  } finally {
    for (const { ReceiptHandle } of left) {
      const shown = { QueueUrl: dlqUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(shown)).catch(() => {});
    }
  }
  return sum;
}

function fateOf(
  message: Message,
  job: LedgerJob | undefined,
  options: ChoosingOptions,
): 'moved' | 'hopeless' | 'other' {
  const { class: kind, code, key, force } = options;
  if (kind !== undefined && job?.failure?.class !== kind) return 'other';
  if (code !== undefined && job?.failure?.code !== code) return 'other';
  if (key !== undefined && !keysOf(message).some(one => matchesGlob(one, key))) return 'other';
  return job && isHopeless(job) && !force ? 'hopeless' : 'moved';
}

/** By the message that failed it, or where that was moved since by its source. */
function finder(dead: LedgerJob[]): (message: Message) => LedgerJob | undefined {
  const byMessage = new Map(dead.map(job => [job.message?.id, job]));
  const byKey = new Map(dead.map(job => [job.source.key, job]));
  return message => {
    const [first] = keysOf(message).flatMap(key => byKey.get(key) ?? []);
    return byMessage.get(message.MessageId) ?? first;
  };
}

/** None of a message that cannot be read. */
function keysOf({ Body = '' }: Message): string[] {
  try {
    return parseMessage(Body).sources.map(({ key }) => key);
  } catch {
    return [];
  }
}

async function receive(client: SQSClient, QueueUrl: string): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: 1, // a short poll may find nothing where there is something
    }),
  );
  return Messages;
}
