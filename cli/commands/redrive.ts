import { SQSClient } from '@aws-sdk/client-sqs';
import type { ConnectionOptions } from '../aws/connection.ts';
import { moveMessages, waitingMessages } from '../aws/moveMessages.ts';
import { CommandError } from '../commandError.ts';
import { renditionNamed, withDeployment } from '../deployment.ts';
import { print } from '../terminal/print.ts';

/** `fanreel redrive`: moves all of a rendition's DLQ back to its queue and says how many that were. */
export function redrive(name: string, options: ConnectionOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const { dlqArn, dlqUrl } = renditionNamed(deployment, name);
    const client = new SQSClient(clientConfig);
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
  });
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
