import type { Deployment } from '../../../contract/deployment.ts';
import { isCalled, type Webhook } from '../../../contract/webhooks/webhook.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { type OpenWebhooks, openWebhooks } from '../../operator/openWebhooks.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/** Runs `work` on a deployment's webhooks. @throws {CommandError} 1 where it has none. */
export async function withWebhooks<T>(
  options: ConnectionOptions,
  work: (webhooks: OpenWebhooks, deployment: Deployment) => Promise<T>,
): Promise<T> {
  return withDeployment(options, (deployment, connection) => {
    const { webhooks } = deployment;
    if (webhooks) return work(openWebhooks(webhooks, connection), deployment);
    throw new CommandError(
      1,
      'This stack tells no webhooks: set webhooks to true in its profile, and deploy it again.',
    );
  });
}

/** The one that is called so. @throws {CommandError} 1 where none is. */
export async function webhookNamed(name: string, { added }: Pick<OpenWebhooks, 'added'>): Promise<Webhook> {
  const found = (await added.all()).find(webhook => isCalled(webhook, name));
  if (found) return found;
  throw new CommandError(
    1,
    `There is no webhook "${printable(name)}": name one by its id or its URL ("npx fanreel webhook list" shows them).`,
  );
}
