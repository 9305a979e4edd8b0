import { PRICES } from '../../../prices/priceList.ts';
import { counted } from '../../terminal/counted.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatUsd } from '../../terminal/units.ts';
import type { Basis, Estimate } from './estimate.ts';
import type { Tallies } from './tallies.ts';

const COUNTS = [
  ['GOOD', 'good'],
  ['UNDER WAY', 'underWay'],
  ['FAILED', 'failed'],
  ['DROPPED', 'dropped'],
  ['OLDER', 'older'],
  ['MISSING', 'missing'],
] as const;

const COLUMNS: Column[] = [
  { heading: 'RENDITION', overflow: 'end' },
  ...[...COUNTS.map(([heading]) => heading), 'ABOUT USD'].map(heading => ({
    heading,
    align: 'right' as const,
  })),
];

/** What a survey found and what that would cost, for people. */
export function summaryLines(found: Tallies, estimate: Estimate): string[] {
  if (found.sources === 0) return ['There are no sources to look at.'];
  const rows = [...found.byRendition].map(([name, tally]): Cell[] => [
    name,
    ...COUNTS.map(([, count]) => String(tally[count])),
    formatUsd(estimate.usdOf(name)),
  ]);
  const failed = [...found.byRendition.values()].reduce((sum, tally) => sum + tally.failed, 0);
  return [
    ...table(COLUMNS, rows),
    '',
    ...(found.lacking === 0
      ? [`Nothing is missing of ${counted(found.sources, 'source')}.`]
      : [
          `${found.lackingSources} of ${counted(found.sources, 'source')} ${found.lackingSources === 1 ? 'lacks' : 'lack'} ${counted(found.lacking, 'rendition')}, missing or of an older preset:`,
          ...keyLines(found),
          ...priceLines(estimate),
        ]),
    ...(failed > 0 ? [`What failed is left alone: "npx fanreel dlq" says why.`] : []),
  ];
}

function keyLines({ named, lackingSources }: Tallies): string[] {
  const more = lackingSources - named.length;
  return [
    ...table(
      [{ overflow: 'start', least: 20 }, { overflow: 'end' }],
      named.map(({ key, renditions }) => [key, renditions.join(' ')]),
      { indent: '  ' },
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

const BASIS_WORDS: Record<Exclude<Basis, 'unknown'>, string> = {
  source: 'by what the same source cost before',
  rate: 'by what a second of that rendition costs',
  look: 'by a look into the source',
  size: "by the source's size",
};

function priceLines({ usd, bases }: Estimate): string[] {
  const told = (Object.keys(BASIS_WORDS) as (keyof typeof BASIS_WORDS)[])
    .filter(basis => bases[basis] > 0)
    .map(basis => `${bases[basis]} ${BASIS_WORDS[basis]}`);
  const unknown = bases.unknown;
  return [
    `About $${formatUsd(usd)} at list prices of ${PRICES.asOf}, an estimate${told.length > 0 ? `: ${told.join(', ')}` : ''}.`,
    ...(unknown > 0 ? [`${unknown} could not be estimated and are not in it.`] : []),
  ];
}

/** What has to be agreed to. */
export function questionOf({ lacking, lackingSources }: Tallies, { usd }: Estimate): string {
  const much = `${counted(lacking, 'rendition')} of ${counted(lackingSources, 'source')}`;
  return `Ask for ${much}, about $${formatUsd(usd)}?`;
}

export function askedLine(asked: number): string {
  return `Asked for ${counted(asked, 'rendition')}. "npx fanreel status --follow" shows how far they are.`;
}

/** The same for scripts, but for the list of what is missing. */
export function figuresOf(found: Tallies, estimate: Estimate, asked: number) {
  return {
    sources: found.sources,
    lackingSources: found.lackingSources,
    lacking: found.lacking,
    renditions: [...found.byRendition].map(([name, tally]) => ({
      name,
      ...tally,
      usd: estimate.usdOf(name),
    })),
    estimate: { usd: estimate.usd, by: estimate.bases },
    asked,
  };
}
