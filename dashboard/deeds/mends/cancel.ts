import type { z } from 'zod';
import { renditionsNamed } from '../../../cli/aws/deployment.ts';
import { cancelTargets } from '../../../cli/deeds/cancel/cancelTargets.ts';
import { targetsOf } from '../../../cli/deeds/cancel/findTargets.ts';
import { namedSources } from '../../../cli/deeds/cancel/knownSources.ts';
import { openDrops } from '../../../cli/operator/openDrops.ts';
import type { CanceledAll, cancelSchema } from '../../wire/mends/cancel.ts';
import type { Deed } from '../place.ts';

/** Ends for good what is not over of a source, or says what that would be. */
export async function cancel(
  { key, rendition, reason, dryRun }: z.infer<typeof cancelSchema>,
  { deployment, connection, ledger, s3, actor }: Deed,
): Promise<CanceledAll> {
  const renditions = renditionsNamed(deployment, rendition === undefined ? [] : [rendition]);
  const known = await namedSources([key], { s3, bucket: deployment.inputBucket, deployment, ledger });
  const targets = known.flatMap(one => targetsOf(one, renditions));
  const ports = openDrops(connection.clientConfig, deployment);
  const canceled = await cancelTargets(targets, { reason, dryRun }, { actor, ports });
  return {
    renditions: canceled.map(({ rendition, was, progress, usd, isStopped, goesOn }) => ({
      ...{ rendition, was, usd, isStopped },
      ...(progress !== undefined && { progress }),
      ...(goesOn !== undefined && { goesOn }),
    })),
  };
}
