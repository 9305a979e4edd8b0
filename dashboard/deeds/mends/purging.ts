import type { z } from 'zod';
import { renditionsNamed } from '../../../cli/aws/deployment.ts';
import { purge } from '../../../cli/deeds/drop/purge.ts';
import { MAX_COUNTED, purgeSurvey } from '../../../cli/deeds/drop/purgeSurvey.ts';
import { openDrops } from '../../../cli/operator/openDrops.ts';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import type { PurgedAll, PurgeFound, purgeSchema } from '../../wire/mends/purge.ts';
import type { Deed, DeedPlace } from '../place.ts';

/** A call works for so long, milliseconds: proxies wait for a minute at most, and whoever asked goes on with the next. */
const CALL_MS = 20_000;

/** What the ledger keeps as the reason. */
const REASON = 'purged in the dashboard';

/** What a purge would find. */
export async function surveyPurge(place: DeedPlace): Promise<PurgeFound> {
  const { deployment, connection } = place;
  const renditions = await purgeSurvey(deployment.renditions, place);
  return { stack: connection.stackName, renditions, maxCounted: MAX_COUNTED };
}

/** Throws away what waits or is dead. @throws {CommandError} 2 where the stack's name is not the one that was typed. */
export async function purgeQueues(
  { stack, renditions = [], kinds }: z.infer<typeof purgeSchema>,
  deed: Deed,
): Promise<PurgedAll> {
  const { deployment, connection, actor } = deed;
  if (stack !== connection.stackName) {
    throw new CommandError(2, `Type the name of the stack, ${connection.stackName}, as it is.`);
  }
  const at = actor.now().toISOString();
  const purged = await purge(
    renditionsNamed(deployment, renditions),
    { kinds, reason: REASON, untilMs: performance.now() + CALL_MS },
    { ...deed, ports: openDrops(connection.clientConfig, deployment) },
  );
  return { by: actor.by, at, renditions: purged, isOver: purged.every(({ isOver }) => isOver) };
}
