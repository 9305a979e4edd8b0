import { DeleteMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { Delivery } from '../../../../contract/webhooks/delivery.ts';
import { readDeliveryRequest } from '../../../../contract/webhooks/deliveryRequest.ts';
import type { ConnectionOptions } from '../../../aws/connection.ts';
import { walkLetters } from '../../../letters/walkLetters.ts';
import type { OpenWebhooks } from '../../../operator/openWebhooks.ts';
import { CommandError } from '../../../terminal/commandError.ts';
import { print } from '../../../terminal/print.ts';
import { webhookNamed, withWebhooks } from '../withWebhooks.ts';
import { chosenDeliveries, collected } from './chosenDeliveries.ts';
import { isTrouble } from './log.ts';

export interface ReplayOptions extends ConnectionOptions {
  /** Seconds. */
  since?: number;
  all?: boolean;
  limit: number;
  dryRun?: boolean;
  json?: boolean;
}

const AT_ONCE = 8;

/** `fanreel webhook replay`: has told again what was not taken, the oldest first, each under the id that it had. */
export async function replay(name: string, options: ReplayOptions): Promise<void> {
  const { since, all = false, limit, dryRun = false, json } = options;
  await withWebhooks(options, async open => {
    const webhook = await webhookNamed(name, open);
    if (webhook.disabled) throw new CommandError(1, disabledSentence(webhook.id));
    const wanted = (delivery: Delivery) => delivery.type !== 'fanreel.test' && (all || isTrouble(delivery));
    const found = await collected(
      chosenDeliveries([webhook.id], open.log, { since, limit: limit + 1, wanted }),
    );
    const chosen = found.slice(0, limit).reverse();
    if (!dryRun) await tellAgain(chosen, open);
    const hasMore = found.length > limit;
    if (json) return print(JSON.stringify(asJson(chosen, { dryRun, hasMore }), null, 2));
    print(said(chosen.length, { all, dryRun, hasMore }));
  });
}

async function tellAgain(chosen: Delivery[], open: OpenWebhooks): Promise<void> {
  const { deliveries, log, requests, sqs, parts } = open;
  const [first] = chosen;
  if (!first) return;
  // Whoever asks for it knows better than its last failures whether it answers.
  await deliveries.noteUp(first.webhook);
  await pMap(
    chosen,
    async delivery => {
      const round = await log.again(delivery);
      if (round === null) return;
      await requests.send({ webhook: delivery.webhook, delivery: delivery.id, round });
    },
    { concurrency: AT_ONCE },
  );
  await dropLetters(new Set(chosen.map(({ id }) => id)), sqs, parts.dlqUrl);
}

/** What is told again waits in the DLQ for nobody any more. */
async function dropLetters(ids: Set<string>, sqs: SQSClient, dlqUrl: string): Promise<void> {
  await walkLetters(sqs, dlqUrl, async ({ Body = '', ReceiptHandle }) => {
    if (!ids.has(readDeliveryRequest(Body)?.delivery ?? '')) return false;
    await sqs.send(new DeleteMessageCommand({ QueueUrl: dlqUrl, ReceiptHandle }));
    return true;
  });
}

function disabledSentence(id: string): string {
  return `${id} is disabled: once its receiver answers again, "npx fanreel webhook test ${id}" enables it, and then it can be told again.`;
}

function asJson(deliveries: Delivery[], more: { dryRun: boolean; hasMore: boolean }) {
  return { ...more, replayed: deliveries.map(({ id, sequence, about }) => ({ id, sequence, ...about })) };
}

interface Told {
  all: boolean;
  dryRun: boolean;
  hasMore: boolean;
}

function said(count: number, { all, dryRun, hasMore }: Told): string {
  if (count === 0) return 'Nothing is left to tell again.';
  const events = count === 1 ? '1 event' : `${count} events`;
  // Said again with --all it would be the same ones.
  const how = all ? 'raise --limit' : 'say it again, or raise --limit';
  const more = hasMore ? ` There are older ones: ${how}.` : '';
  return `${dryRun ? 'Would tell' : 'Tells'} it of ${events} again.${more}`;
}
