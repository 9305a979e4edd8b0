import { newSecret, rotated, type SecretValue } from '../../../contract/webhooks/secret.ts';
import type { Webhook } from '../../../contract/webhooks/webhook.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import type { OpenWebhooks } from '../../operator/openWebhooks.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { formatSeconds } from '../../terminal/units.ts';
import { webhookNamed, withWebhooks } from './withWebhooks.ts';

export interface RotateOptions extends ConnectionOptions {
  /** Seconds. */
  overlap: number;
  json?: boolean;
}

/** `fanreel webhook rotate`: a new secret, beside which the one before signs for a while. */
export async function rotate(name: string, options: RotateOptions): Promise<void> {
  await withWebhooks(options, async open => {
    const webhook = await webhookNamed(name, open);
    const value = await next(webhook, open, options);
    // In this order: who sees that it changed reads a secret that has.
    await open.secrets.write(webhook.id, value);
    if (!(await open.added.setSecretAt(webhook.id, new Date().toISOString()))) {
      await open.secrets.remove(webhook.id);
      throw new CommandError(1, `${webhook.id} was removed meanwhile.`);
    }
    printNew(webhook, value, options);
  });
}

/** A secret that somebody has deleted or written over is made anew. @throws {CommandError} 1 where too many would sign. */
async function next(
  { id }: Webhook,
  { secrets }: OpenWebhooks,
  { overlap }: RotateOptions,
): Promise<SecretValue> {
  const before = await secrets.read(id);
  if (!before) return { current: newSecret(), previous: [] };
  const value = rotated(before, overlap);
  if (value) return value;
  throw new CommandError(
    1,
    'It was rotated so often that five secrets would sign: wait until one ends, or say --overlap 0s to end all at once.',
  );
}

function printNew(
  { id }: Webhook,
  { current, previous }: SecretValue,
  { overlap, json }: RotateOptions,
): void {
  if (json) {
    const previousUntil = previous.map(({ until }) => new Date(until).toISOString());
    print(JSON.stringify({ id, secret: current, previousUntil }, null, 2));
    return;
  }
  print(`The new secret of ${id}, which is shown this once: ${current}`);
  if (previous.length === 0) print('The one before signs nothing any more.');
  else print(`The one before signs beside it for ${formatSeconds(overlap)}.`);
}
