import type { Chosen } from '../../ledger/chosenSources.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import type { SourceJobs } from '../../ledger/sources.ts';
import { print } from '../../terminal/print.ts';

/** One JSON array of ledger items, printed as they come; each with what it was planned to become. */
export async function printItems(
  sources: AsyncIterable<SourceJobs[]> | Iterable<SourceJobs[]>,
  ledger: Pick<LedgerReader, 'withPlans'>,
  { state }: Pick<Chosen, 'state'>,
): Promise<void> {
  let before = '[';
  for await (const some of sources) {
    const jobs = some.flatMap(one => one.jobs).filter(job => !state || job.state === state);
    for (const item of await ledger.withPlans(jobs)) {
      print(`${before}\n${indented(item)}`.replace(/^,\n/, ',\n'));
      before = ',';
    }
  }
  print(before === '[' ? '[]' : ']');
}

function indented(item: object): string {
  return JSON.stringify(item, null, 2).replaceAll(/^/gm, '  ');
}
