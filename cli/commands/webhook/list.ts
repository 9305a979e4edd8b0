import type { Webhook } from '../../../contract/webhooks/webhook.ts';
import type { ListedStanding } from '../../../handlers/aws/webhooks/deliveryLog.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { print } from '../../terminal/print.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatAge } from '../../terminal/units.ts';
import { withWebhooks } from './withWebhooks.ts';

export interface ListOptions extends ConnectionOptions {
  json?: boolean;
}

const COLUMNS: Column[] = [
  { heading: 'ID' },
  { heading: 'URL', overflow: 'end', least: 16 },
  { heading: 'HEARS OF', overflow: 'wrap', least: 16 },
  { heading: 'TOLD', align: 'right' },
  { heading: 'STATE', overflow: 'wrap', least: 16 },
];

/** `fanreel webhook list`: who is told of what, and whether it answers. */
export async function list(options: ListOptions): Promise<void> {
  await withWebhooks(options, async ({ added, log }) => {
    const all = (await added.all()).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    const standings = await log.standings(all.map(({ id }) => id));
    const listed = all.map(webhook => ({ webhook, standing: standings.get(webhook.id) }));
    if (options.json) return print(JSON.stringify(listed.map(asJson), null, 2));
    if (listed.length === 0) return print('No webhook was added.');
    for (const line of table(COLUMNS, listed.map(row))) print(line);
  });
}

interface Listed {
  webhook: Webhook;
  standing: ListedStanding | undefined;
}

function asJson({ webhook, standing }: Listed) {
  const { failures = 0, last = 0 } = standing ?? {};
  return { ...webhook, told: last, failures };
}

function row({ webhook, standing }: Listed): Cell[] {
  return [webhook.id, webhook.url, heard(webhook), String(standing?.last ?? 0), stateOf(webhook, standing)];
}

/** What it hears of, in words. */
export function heard({ events, states, renditions, prefix, namedOnly }: Webhook): string {
  if (namedOnly) return 'uploads that name it';
  const parts = [
    events && `${events.join(', ')} events`,
    states && `states ${states.join(', ')}`,
    renditions && `renditions ${renditions.join(', ')}`,
    prefix !== undefined && `keys ${prefix}*`,
  ].filter(part => part);
  return parts.length === 0 ? 'everything' : parts.join('; ');
}

function stateOf({ disabled }: Webhook, standing: ListedStanding | undefined): Cell {
  if (disabled) return { text: `disabled ${formatAge(disabled.at)} ago: ${disabled.why}`, style: 'red' };
  const failures = standing?.failures ?? 0;
  if (failures === 0) return 'answers';
  return { text: `did not answer ${failures} times in a row`, style: 'yellow' };
}
