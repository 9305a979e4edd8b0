import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../../../contract/webhooks/delivery.ts';
import type { DeliveryRequest } from '../../../contract/webhooks/deliveryRequest.ts';
import { testNews } from '../../../contract/webhooks/payload.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import type { OpenWebhooks } from '../../operator/openWebhooks.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { tryWords } from './log/tryWords.ts';
import { webhookNamed, withWebhooks } from './withWebhooks.ts';

export interface TestOptions extends ConnectionOptions {
  json?: boolean;
}

/** A request takes 15 s at most; a function may have to start, and the queue may be long. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 300;

/** `fanreel webhook test`: tells it that nothing happened, by the way of all events. One that was disabled is told again if it takes it. */
export async function test(name: string, options: TestOptions): Promise<void> {
  await withWebhooks(options, async open => {
    const webhook = await webhookNamed(name, open);
    const { delivery } = await open.deliveries.record({
      ...{ webhook: webhook.id, eventId: `test/${randomUUID()}` },
      ...{ news: testNews(), about: {} },
    });
    const request = { webhook: webhook.id, delivery: delivery.id, round: delivery.round };
    await open.requests.send(request);
    const told = await whenOver(request, open);
    if (options.json) print(JSON.stringify(told, null, 2));
    const [tried] = told.tries;
    const words = tried ? tryWords(tried) : (told.why ?? '');
    if (told.state !== 'delivered') throw new CommandError(1, `${webhook.url} did not take it: ${words}`);
    if (options.json) return;
    print(`${webhook.url} took it: ${words}`);
    if (webhook.disabled) print('It was disabled, and is told of events again.');
  });
}

async function whenOver(request: DeliveryRequest, { deliveries }: OpenWebhooks): Promise<Delivery> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { delivery } = await deliveries.read(request);
    if (delivery && delivery.state !== 'waiting') {
      const { body: _, ...told } = delivery;
      return told;
    }
    await sleep(LOOK_MS);
  }
  throw new CommandError(
    1,
    'Nothing came of it in a minute: look whether the webhook-deliveries function runs ("npx fanreel doctor").',
  );
}
