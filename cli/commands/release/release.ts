import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { findHeld } from '../../deeds/release/findHeld.ts';
import { releaseHeld } from '../../deeds/release/releaseHeld.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { findActor } from '../../operator/actor.ts';
import { openReleases } from '../../operator/openReleases.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { releaseLines } from './releaseLines.ts';

export interface ReleaseOptions extends ConnectionOptions {
  all?: boolean;
  batch?: string;
  rendition?: string[];
  dryRun?: boolean;
  json?: boolean;
}

/** `fanreel release`: lets held jobs go, and says what they are predicted to cost. */
export async function release(keys: string[], options: ReleaseOptions): Promise<void> {
  const { all, batch, dryRun = false } = options;
  if (keys.length === 0 && !all && batch === undefined) {
    throw new CommandError(2, 'Name a key, or say --batch or --all.');
  }
  if (all && (keys.length > 0 || batch !== undefined)) {
    throw new CommandError(2, '--all is all that is held: leave it out to release keys or a batch.');
  }
  await withDeployment(options, async (deployment, connection) => {
    const { clientConfig } = connection;
    const renditions = renditionsNamed(deployment, options.rendition ?? []).map(({ name }) => name);
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const held = await findHeld({ keys, all, batch, renditions }, deployment, ledger);
    const actor = await findActor(connection);
    const ports = openReleases(clientConfig, deployment);
    const released = dryRun ? held : await releaseHeld(held, deployment, { actor, ports });
    if (options.json) print(JSON.stringify(asJson(released, dryRun), null, 2));
    else for (const line of releaseLines(released, dryRun)) print(line);
  });
}

function asJson(released: LedgerJob[], dryRun: boolean) {
  return {
    dryRun,
    released: released.map(({ jobId, source, rendition, held }) => ({
      jobId,
      key: source.key,
      rendition,
      held,
    })),
  };
}
