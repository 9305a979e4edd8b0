import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { type DropPorts, dropJob } from '../../../pipeline/drop/dropJob.ts';
import type { DeadChoice } from '../../ledger/deadJobs.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import { keysIn } from '../../letters/keysIn.ts';
import type { Actor } from '../../operator/actor.ts';
import { type DroppedLetters, type Dropping, dropLetters } from './dropLetters.ts';

/** A rendition with what is dead of it. */
export interface Dead {
  rendition: DeployedRendition;
  jobs: LedgerJob[];
}

export interface RemoveOptions extends DeadChoice {
  /** Why, for the record. */
  reason?: string;
  dryRun?: boolean;
}

/** With what, and in whose name. */
export interface RemovePlace {
  sqs: SQSClient;
  ledger: LedgerReader;
  inputBucket: string;
  ports: DropPorts;
  actor: Actor;
}

/** Drops what is chosen of the dead for good, and deletes its letters. */
export function removeDead(
  { rendition, jobs }: Dead,
  options: RemoveOptions,
  place: RemovePlace,
): Promise<DroppedLetters> {
  const dropping: Dropping = {
    drop: dropper(place, options),
    isLeftOver: letter => wereDropped(keysIn(letter), rendition.name, place),
  };
  return dropLetters(place.sqs, rendition, jobs, options, dropping);
}

function dropper({ actor, ports }: RemovePlace, { reason }: RemoveOptions): Dropping['drop'] {
  return async ({ jobId }) => {
    const by = { by: actor.by, at: actor.now().toISOString(), ...(reason && { reason }) };
    const result = await dropJob({ jobId, states: ['failed'], by }, ports);
    return result?.isDropped ?? false;
  };
}

/** Whether the last that was known of these sources is that nobody wants them made. */
async function wereDropped(
  keys: string[],
  rendition: string,
  { inputBucket, ledger }: RemovePlace,
): Promise<boolean> {
  const jobs = await Promise.all(keys.map(key => ledger.ofSource(inputBucket, key)));
  const last = jobs.map(some => some.find(job => job.rendition === rendition));
  return last.length > 0 && last.every(job => job?.state === 'dropped');
}
