import type { z } from 'zod';
import { findHeld } from '../../../cli/deeds/release/findHeld.ts';
import { releaseHeld } from '../../../cli/deeds/release/releaseHeld.ts';
import { openReleases } from '../../../cli/operator/openReleases.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Held, HeldJob, Released, releaseSchema } from '../../wire/mends/held.ts';
import type { Deed, DeedPlace } from '../place.ts';

/** Jobs of a list. */
const MAX_LISTED = 200;

/** What waits over a budget, and what letting it go would cost. */
export async function readHeld(place: Pick<DeedPlace, 'deployment' | 'ledger'>): Promise<Held> {
  const held = await allHeld(place);
  return { jobs: held.slice(0, MAX_LISTED).flatMap(heldJob), count: held.length, usd: usdOf(held) };
}

/** Lets these go, or all that is held. */
export async function release({ jobIds }: z.infer<typeof releaseSchema>, deed: Deed): Promise<Released> {
  const { deployment, connection, actor } = deed;
  const held = await allHeld(deed);
  const chosen = jobIds ? held.filter(({ jobId }) => jobIds.includes(jobId)) : held;
  const ports = openReleases(connection.clientConfig, deployment);
  const released = await releaseHeld(chosen, deployment, { actor, ports });
  return { released: released.length, usd: usdOf(released) };
}

function allHeld({ deployment, ledger }: Pick<DeedPlace, 'deployment' | 'ledger'>): Promise<LedgerJob[]> {
  const renditions = deployment.renditions.map(({ name }) => name);
  return findHeld({ keys: [], all: true, renditions }, deployment, ledger);
}

function usdOf(held: LedgerJob[]): number {
  return held.reduce((sum, job) => sum + (job.held?.usd ?? 0), 0);
}

function heldJob({ jobId, source, rendition, held }: LedgerJob): HeldJob[] {
  if (!held) return [];
  const { usd, paidUsd, budget, limitUsd, at } = held;
  const { bucket, key } = source;
  return [{ ...{ jobId, bucket, key, rendition, usd, paidUsd, budget, limitUsd }, since: at }];
}
