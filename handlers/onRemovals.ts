import type { Environment } from '../contract/environment.ts';
import { readRemovals } from '../contract/messages/s3Event.ts';
import { asFailure } from '../failures/failure.ts';
import type { Problem } from '../pipeline/reconcile/problems.ts';
import { carryOutRemovals, type RemovalRun } from '../pipeline/removal/carryOutRemovals.ts';
import { noteRemovals } from '../pipeline/removal/noteRemovals.ts';
import type { RemovalPorts } from '../pipeline/removal/removalPorts.ts';
import { logger } from './telemetry/logging.ts';

/** What is deleted of the input bucket, as the reconcile function sees to it. */
export interface OnRemovals {
  /** Notes what a message of S3 tells; false where it is none. */
  note(body: string): Promise<boolean>;
  /** Carries out what is due; what it could not. */
  carryOut(run: RemovalRun): Promise<Problem[]>;
}

/** Where the profile keeps outputs, S3 is not asked to tell, and what it told before comes to nothing. */
export function onRemovals(
  { INPUT_BUCKET: inputBucket, DELETE_GRACE_SECONDS: graceSeconds }: Environment<'reconcile'>,
  ports: RemovalPorts,
): OnRemovals {
  return {
    note: async body => {
      const removed = readRemovals(JSON.parse(body));
      if (removed === null) return false;
      if (graceSeconds !== undefined) await noteRemovals(removed, ports, { inputBucket, graceSeconds });
      return true;
    },
    carryOut: async run => {
      if (graceSeconds === undefined) return [];
      try {
        const { outputs, problems } = await carryOutRemovals(ports, run);
        if (outputs.length > 0)
          logger.info('Deleted outputs of sources that are gone.', { outputs: outputs.slice(0, 100) });
        return problems;
      } catch (error) {
        return [{ key: '', failure: asFailure(error) }];
      }
    },
  };
}
