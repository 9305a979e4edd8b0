import pMap from 'p-map';
import type { OriginalMessage } from '../../../contract/job.ts';
import { writeRequest } from '../../../contract/messages/request.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { releaseJob } from '../../../pipeline/budget/releaseJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { findActor } from '../../operator/actor.ts';
import { openReleases } from '../../operator/openReleases.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { findHeld } from './findHeld.ts';
import { releaseLines } from './releaseLines.ts';

export interface ReleaseOptions extends ConnectionOptions {
  all?: boolean;
  batch?: string;
  rendition?: string[];
  dryRun?: boolean;
  json?: boolean;
}

const AT_ONCE = 8;

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
    const letGo = async (job: LedgerJob) => {
      if (dryRun) return true;
      // Where the queue is its stack says, which may have moved since the job was held.
      const { queueUrl } = renditionNamed(deployment, job.rendition);
      const released = { by: actor.by, at: actor.now().toISOString() };
      return await releaseJob({ ...job, queueUrl, message: messageOf(job) }, ports, released);
    };
    const gone = await pMap(held, async job => ({ job, isReleased: await letGo(job) }), {
      concurrency: AT_ONCE,
    });
    const released = gone.filter(({ isReleased }) => isReleased).map(({ job }) => job);
    if (options.json) print(JSON.stringify(asJson(released, dryRun), null, 2));
    else for (const line of releaseLines(released, dryRun)) print(line);
  });
}

/** The one that asked for it; one that had none is asked for by name. */
function messageOf({ message, source }: LedgerJob): OriginalMessage {
  const {
    id = 'release',
    body = writeRequest({ source: { bucket: source.bucket, key: source.key } }),
    attributes = {},
  } = message ?? {};
  return { id, body, attributes };
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
