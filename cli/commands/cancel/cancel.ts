import { S3Client } from '@aws-sdk/client-s3';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { cancelTargets, isOpen } from '../../deeds/cancel/cancelTargets.ts';
import { targetsOf } from '../../deeds/cancel/findTargets.ts';
import { batchSources, namedSources } from '../../deeds/cancel/knownSources.ts';
import type { Target } from '../../deeds/cancel/target.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { findActor } from '../../operator/actor.ts';
import { openDrops } from '../../operator/openDrops.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { confirm } from '../../terminal/confirm.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { asJson, cancelLines } from './cancelLines.ts';

export interface CancelOptions extends ConnectionOptions {
  batch?: string;
  rendition?: string[];
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** More than so many sources are not stopped by mistake. */
const FEW = 10;

/** `fanreel cancel`: ends for good what is not over, and says of each what it was and what it has cost. */
export async function cancel(keys: string[], options: CancelOptions): Promise<void> {
  if (keys.length === 0 && options.batch === undefined) {
    throw new CommandError(2, 'Name a key, or a batch with --batch.');
  }
  await withDeployment(options, async (deployment, connection) => {
    const renditions = renditionsNamed(deployment, options.rendition ?? []);
    const { clientConfig } = connection;
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const place = { s3: new S3Client(clientConfig), bucket: deployment.inputBucket, deployment, ledger };
    const named = await namedSources(keys, place);
    const batch = options.batch === undefined ? [] : await batchSources(options.batch, place);
    const known = new Map([...named, ...batch].map(one => [one.key, one]));
    const targets = [...known.values()].flatMap(one => targetsOf(one, renditions));
    const actor = await findActor(connection);
    if (!options.dryRun && targets.some(isOpen)) await agree(targets, options);
    const ports = openDrops(clientConfig, deployment);
    const canceled = await cancelTargets(targets, options, { actor, ports });
    if (options.json) print(JSON.stringify(asJson(canceled, options), null, 2));
    else for (const line of cancelLines(canceled, options)) print(line);
    const deaf = canceled.filter(({ goesOn }) => goesOn !== undefined).length;
    if (deaf > 0) throw new CommandError(1, goesOnSentence(deaf));
    if (!options.dryRun && !canceled.some(({ isStopped }) => isStopped))
      throw new CommandError(1, 'There is nothing left to stop.');
  });
}

/** What was named is meant; a batch, or many, may be more than was thought of. */
async function agree(targets: Target[], options: CancelOptions): Promise<void> {
  const open = targets.filter(isOpen);
  const sources = new Set(open.map(({ key }) => key)).size;
  if (options.batch === undefined && sources <= FEW) return;
  const of = options.batch === undefined ? '' : ` of batch "${printable(options.batch)}"`;
  await confirm(`Stop ${open.length} renditions of ${sources} sources${of} for good?`, options);
}

function goesOnSentence(count: number): string {
  return `MediaConvert could not be told of ${count}, and may bill them; the same command tells it again.`;
}
