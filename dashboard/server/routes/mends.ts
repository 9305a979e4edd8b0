import { z } from 'zod';
import { askReconcile, reportReader } from '../../../cli/deeds/askReconcile.ts';
import { findActor } from '../../../cli/operator/actor.ts';
import { cancel } from '../../deeds/mends/cancel.ts';
import { readHeld, release } from '../../deeds/mends/held.ts';
import { purgeQueues, surveyPurge } from '../../deeds/mends/purging.ts';
import { readDead } from '../../deeds/mends/readDead.ts';
import { reportOf } from '../../deeds/mends/reconciling.ts';
import { deliver, redrive, remove } from '../../deeds/mends/redrive.ts';
import type { Deed } from '../../deeds/place.ts';
import { canceledAllSchema, cancelSchema } from '../../wire/mends/cancel.ts';
import * as dead from '../../wire/mends/dead.ts';
import { heldSchema, releasedSchema, releaseSchema } from '../../wire/mends/held.ts';
import { purgedAllSchema, purgeFoundSchema, purgeSchema } from '../../wire/mends/purge.ts';
import { reconciledSchema, reconcileSchema, reconcilingSchema } from '../../wire/mends/reconcile.ts';
import { API_PATH } from '../../wire/paths.ts';
import { type Caller, type Route, type RouteParts, route } from './route.ts';

const NOTHING = z.object({});
const DEAD = `${API_PATH}dead`;
const RECONCILE = `${API_PATH}reconcile`;
const PURGE = `${API_PATH}purge`;

/** What is dead, held, to be canceled, missing or to be thrown away: looked at, and mended. */
export function mendRoutes(parts: RouteParts): Route[] {
  const { clientConfig } = parts.connection;
  const reportById = reportReader(clientConfig, parts.deployment);
  const deedOf = deeds(parts);
  return [
    route({
      ...{ method: 'GET', path: DEAD, says: 'What failed for good, and why.' },
      ...{ given: dead.deadChoiceSchema, answer: dead.deadSchema },
      run: choice => readDead(choice, parts),
    }),
    route({
      ...{ method: 'DELETE', path: DEAD, says: 'Drops dead jobs for good, and deletes their letters.' },
      ...{ given: dead.removeDeadSchema, answer: dead.removedDeadSchema },
      run: async (given, caller) => remove(given, await deedOf(caller)),
    }),
    route({
      ...{ method: 'POST', path: `${API_PATH}redrive`, says: 'Puts dead letters back into their queues.' },
      ...{ given: dead.redriveSchema, answer: dead.redrivenSchema },
      run: given => redrive(given, parts),
    }),
    route({
      ...{
        method: 'POST',
        path: `${API_PATH}undelivered`,
        says: 'Brings what SNS could not deliver into its queue.',
      },
      ...{ given: dead.undeliveredSchema, answer: dead.redrivenSchema },
      run: given => deliver(given, parts),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}held`, says: 'What waits over a budget.' },
      ...{ given: NOTHING, answer: heldSchema },
      run: () => readHeld(parts),
    }),
    route({
      ...{ method: 'POST', path: `${API_PATH}release`, says: 'Lets held jobs go.' },
      ...{ given: releaseSchema, answer: releasedSchema },
      run: async (given, caller) => release(given, await deedOf(caller)),
    }),
    route({
      ...{
        method: 'POST',
        path: `${API_PATH}cancel`,
        says: 'Ends for good what is not over of a source.',
      },
      ...{ given: cancelSchema, answer: canceledAllSchema },
      run: async (given, caller) => cancel(given, await deedOf(caller)),
    }),
    route({
      ...{
        method: 'POST',
        path: RECONCILE,
        says: 'Asks the reconcile function for what is missing, or to ask for it again.',
      },
      ...{ given: reconcileSchema, answer: reconcilingSchema },
      run: async given => ({ id: await askReconcile(clientConfig, parts.deployment, given) }),
    }),
    route({
      ...{ method: 'GET', path: RECONCILE, says: 'What the reconcile function has found.' },
      ...{ given: reconcilingSchema, answer: reconciledSchema },
      run: async ({ id }) => {
        const report = await reportById(id);
        return { report: report && reportOf(report) };
      },
    }),
    route({
      ...{ method: 'GET', path: PURGE, says: 'What a purge would find.' },
      ...{ given: NOTHING, answer: purgeFoundSchema },
      run: () => surveyPurge(parts),
    }),
    route({
      ...{ method: 'DELETE', path: PURGE, says: 'Drops what waits or is dead, and empties its queues.' },
      ...{ given: purgeSchema, answer: purgedAllSchema },
      run: async (given, caller) => purgeQueues(given, await deedOf(caller)),
    }),
  ];
}

/** In whose name it is: of the user whom a proxy has signed in, else as of a command. */
export function deeds(parts: RouteParts): (caller: Caller) => Promise<Deed> {
  return async ({ user }) => {
    const actor = await findActor(parts.connection);
    return { ...parts, actor: user === null ? actor : { ...actor, by: user } };
  };
}
