import type { ConnectionOptions } from '../../aws/connection.ts';
import { facts } from '../../source/facts.ts';
import { probeSource } from '../../source/probeSource.ts';
import { asRefused } from '../../source/refusal.ts';
import { withSource } from '../../source/withSource.ts';
import { print } from '../../terminal/print.ts';

export interface ProbeOptions extends ConnectionOptions {
  json?: boolean;
}

/** `fanreel probe`: what the pipeline would know of a file, read as the pipeline reads it. */
export async function probe(file: string, options: ProbeOptions): Promise<void> {
  const probed = await withSource(file, options, probeSource);
  if (options.json) print(JSON.stringify({ file, ...probed }, null, 2));
  if ('refusal' in probed) throw asRefused(probed.refusal);
  if (!options.json) for (const line of facts(probed)) print(line);
}
