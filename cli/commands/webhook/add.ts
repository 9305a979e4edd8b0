import { JOB_STATES, SOURCE_STATES } from '../../../contract/jobState.ts';
import { type EventKind, neverHeard } from '../../../contract/webhooks/eventKinds.ts';
import { newSecret } from '../../../contract/webhooks/secret.ts';
import { MAX_WEBHOOKS, newWebhookId, type Webhook } from '../../../contract/webhooks/webhook.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed } from '../../aws/deployment.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { checkedUrl } from './checkedUrl.ts';
import { withWebhooks } from './withWebhooks.ts';

export interface AddOptions extends ConnectionOptions {
  events?: EventKind[];
  states?: string[];
  renditions?: string[];
  prefix?: string;
  namedOnly?: boolean;
  json?: boolean;
}

const STATES: readonly string[] = [...new Set([...JOB_STATES, ...SOURCE_STATES])];

/** `fanreel webhook add`: from now on it is told. Its secret is shown this once. */
export async function add(text: string, options: AddOptions): Promise<void> {
  const unknown = options.states?.find(state => !STATES.includes(state));
  if (unknown !== undefined) {
    throw new CommandError(2, `There is no state "${printable(unknown)}"; there are: ${STATES.join(', ')}.`);
  }
  const never = neverHeard(options.states ?? [], options.events);
  if (never !== undefined) {
    throw new CommandError(2, `No event of the kind ${options.events} has the state "${never}".`);
  }
  await withWebhooks(options, async (open, deployment) => {
    for (const name of options.renditions ?? []) renditionNamed(deployment, name);
    const { href: url } = await checkedUrl(text, open.reach);
    checkRoom(await open.added.all(), url);
    const secret = newSecret();
    const webhook = webhookOf(url, options);
    // First, so that nothing is to be told that could not be signed.
    await open.secrets.write(webhook.id, { current: secret, previous: [] });
    await open.added.put(webhook);
    printAdded(webhook, secret, options);
  });
}

function checkRoom(added: Webhook[], url: string): void {
  const same = added.find(webhook => webhook.url === url);
  if (same) throw new CommandError(1, `${url} was added already, as ${same.id}.`);
  if (added.length < MAX_WEBHOOKS) return;
  throw new CommandError(1, `There are ${MAX_WEBHOOKS} webhooks, which is the most: remove one first.`);
}

function webhookOf(url: string, options: AddOptions): Webhook {
  const { events, states, renditions, prefix, namedOnly } = options;
  const now = new Date().toISOString();
  return {
    ...{ id: newWebhookId(), url, createdAt: now, secretAt: now },
    ...(events && { events }),
    ...(states && { states }),
    ...(renditions && { renditions }),
    ...(prefix !== undefined && { prefix }),
    ...(namedOnly && { namedOnly }),
  };
}

function printAdded(webhook: Webhook, secret: string, { json }: AddOptions): void {
  if (json) {
    print(JSON.stringify({ ...webhook, secret }, null, 2));
    return;
  }
  print(`Added ${webhook.id}: ${webhook.url} is told of events from now on.`);
  print(`Its secret, which is shown this once: ${secret}`);
}
