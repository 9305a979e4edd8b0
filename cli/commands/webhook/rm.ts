import type { ConnectionOptions } from '../../aws/connection.ts';
import { type Consent, confirm } from '../../terminal/confirm.ts';
import { print } from '../../terminal/print.ts';
import { webhookNamed, withWebhooks } from './withWebhooks.ts';

export interface RmOptions extends ConnectionOptions, Consent {
  json?: boolean;
}

/** `fanreel webhook rm`: it is told nothing any more, what waits for it included. */
export async function rm(name: string, options: RmOptions): Promise<void> {
  await withWebhooks(options, async open => {
    const { id, url } = await webhookNamed(name, open);
    await confirm(`Remove ${id} (${url}) with its secret?`, options);
    await open.added.remove(id);
    await open.secrets.remove(id);
    if (options.json) print(JSON.stringify({ removed: id, url }, null, 2));
    else print(`Removed ${id}: ${url} is told nothing any more.`);
  });
}
