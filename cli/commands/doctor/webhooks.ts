import type { Deployment } from '../../../contract/deployment.ts';
import type { Webhook } from '../../../contract/webhooks/webhook.ts';
import type { Connection } from '../../aws/connection.ts';
import { type OpenWebhooks, openWebhooks } from '../../operator/openWebhooks.ts';
import { counted } from '../../terminal/counted.ts';
import { about, type Finding } from './finding.ts';

/** Whether each webhook could be told: its secret is there, and it answers. */
export async function webhookFindings(
  { webhooks }: Pick<Deployment, 'webhooks'>,
  connection: Connection,
): Promise<Finding[]> {
  const all = about('webhooks');
  if (!webhooks) return [all.unasked('the profile has none')];
  const open = openWebhooks(webhooks, connection);
  const added = await open.added.all();
  if (added.length === 0) return [all.ok('none was added')];
  const standings = await open.log.standings(added.map(({ id }) => id));
  return Promise.all(
    added.map(webhook => webhookFinding(webhook, standings.get(webhook.id)?.failures ?? 0, open)),
  );
}

async function webhookFinding(
  { id, url, disabled }: Webhook,
  failures: number,
  { secrets }: Pick<OpenWebhooks, 'secrets'>,
): Promise<Finding> {
  const one = about('webhook');
  if ((await secrets.read(id)) === null) {
    return one.fail(`${id} has no secret to sign with`, `"npx fanreel webhook rotate ${id}" makes one`);
  }
  const mend = `once it answers, "npx fanreel webhook test ${id}" says so`;
  if (disabled) return one.warn(`${id} is disabled: ${disabled.why}`, mend);
  if (failures > 0) return one.warn(`${id} did not answer ${counted(failures, 'request')} in a row`, mend);
  return one.ok(`${id}, at ${new URL(url).host}, answers or was told nothing yet`);
}
