import type { Output } from '../../../contract/job.ts';
import { atBench } from '../../bench/atBench.ts';
import type { Claim } from '../../claim/claim.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import type { Worker } from '../../worker/worker.ts';
import { progressReporter } from './progressReporter.ts';
import { publishMade } from './publishMade.ts';

/** Fetches the source, makes of it what was prepared, checks that and publishes it. */
export async function encode(prepared: Prepared, claim: Claim, worker: Worker): Promise<Output> {
  const { settings, ports } = worker;
  const onProgress = progressReporter(claim, settings, ports);
  return await atBench(claim, settings, onProgress, async (bench, signal) => {
    await prepared.fetch(bench, ports.sources, signal);
    return publishMade(await prepared.make(bench, ports.sources), claim, ports, signal);
  });
}
