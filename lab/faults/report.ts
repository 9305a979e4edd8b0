import type { SuiteOptions, SuiteResult } from './suite.ts';

/** What a run came to, for people. */
export function reportLines(result: SuiteResult, { seed, faults, jobs }: SuiteOptions): string[] {
  const { tally, violations } = result;
  const { useful, wasted, wastedBy } = result.spending;
  const share = (part: number, whole: number) =>
    `${part.toFixed(1)} (${(whole > 0 ? (100 * part) / whole : 0).toFixed(1)} % of the useful ones)`;
  const figure = (name: string, value: string | number) => `  ${name.padEnd(36)} ${value}`;
  return [
    `faults injected: ${tally.total}`,
    ...tally.entries().map(([kind, count]) => figure(kind, count)),
    ...result.leftOut.map(line => `left out, ${line}`),
    'what became of it:',
    figure('jobs', result.jobs),
    figure('attempts', result.attempts),
    figure('dead letters', result.deadLetters),
    figure('lost', result.lost),
    figure('wrong', result.wrong),
    figure('duplicated', result.duplicated),
    figure('encode seconds, useful', useful.encode.toFixed(1)),
    figure('encode seconds, wasted', share(wasted.encode, useful.encode)),
    ...wastedBy.map(([outcome, seconds]) => figure(`  of that, ${outcome}`, seconds.toFixed(1))),
    figure('billed seconds, useful', useful.billed.toFixed(1)),
    figure('billed seconds, wasted', share(wasted.billed, useful.billed)),
    figure('would have cost, USD', result.usd.toFixed(4)),
    figure('seconds', result.seconds.toFixed(0)),
    ...(violations.length > 0
      ? [
          `${violations.length} violations; run it again with: npm run faults -- --seed ${seed} --faults ${faults} --jobs ${jobs}`,
          ...violations.map(line => `  ${line}`),
        ]
      : ['nothing lost, nothing wrong, nothing made twice']),
  ];
}
