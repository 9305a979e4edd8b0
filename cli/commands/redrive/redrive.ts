import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { carryMessages } from './carryMessages.ts';
import { moveMessages } from './moveMessages.ts';

/** `fanreel redrive`: moves a rendition's dead letters back to its queue and says how many that were. */
export function redrive(name: string, options: ConnectionOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const rendition = renditionNamed(deployment, name);
    const client = new SQSClient(clientConfig);
    await redriveJobs(client, rendition);
    await redriveDeliveries(client, rendition);
  });
}

/** What the function gave up on. */
async function redriveJobs(client: SQSClient, { name, dlqArn, dlqUrl }: DeployedRendition): Promise<void> {
  const dlq = dlqArn.slice(dlqArn.lastIndexOf(':') + 1);
  if ((await waitingMessages(client, dlqUrl)) === 0) {
    print(`${dlq} is empty: there is nothing to redrive.`);
    return;
  }
  const { status, moved, failureReason } = await moveMessages(client, dlqArn);
  if (status === 'RUNNING') {
    throw new CommandError(
      1,
      `The redrive of ${dlq} stands still after ${messages(moved)} and is no longer waited for; it may yet go on, so look at the queue before you run it again.`,
    );
  }
  if (status !== 'COMPLETED') {
    const why = failureReason ? `: ${failureReason}` : '';
    throw new CommandError(
      1,
      `The redrive of ${dlq} ended as ${status}${why} after ${messages(moved)}; run it again for the rest.`,
    );
  }
  print(`Moved ${messages(moved)} from ${dlq} back to the queue of ${name}.`);
}

/** What SNS could not deliver to the queue; a message for every rendition goes to this one alone. */
async function redriveDeliveries(
  client: SQSClient,
  { name, queueUrl, subscriptionDlqUrl }: DeployedRendition,
): Promise<void> {
  if ((await waitingMessages(client, subscriptionDlqUrl)) === 0) return;
  const carried = await carryMessages(client, subscriptionDlqUrl, queueUrl);
  const dlq = subscriptionDlqUrl.slice(subscriptionDlqUrl.lastIndexOf('/') + 1);
  print(`Moved ${messages(carried)} that SNS could not deliver from ${dlq} to the queue of ${name}.`);
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
