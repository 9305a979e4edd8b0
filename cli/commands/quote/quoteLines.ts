import type { Estimate } from '../../../pipeline/engines/engine.ts';
import type { FunctionSize } from '../../../prices/functionCost.ts';
import type { IdleCost, IdleParts } from '../../../prices/idle.ts';
import { PRICES } from '../../../prices/priceList.ts';
import type { Containers } from '../../../profiles/schema/containers.ts';
import type { RenditionQuote, SourceQuote } from '../../decide/quoteSource.ts';
import { refusalLine } from '../../source/refusal.ts';
import { printable } from '../../terminal/printable.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatBytes, formatSeconds, formatUsd } from '../../terminal/units.ts';
import { type PricedRendition, pricedOf, type Totals } from './totals.ts';

/** Under what it is quoted. */
interface Terms {
  profile: string;
  function: FunctionSize;
  containers: Containers | undefined;
}

/** A quote for people: of one source each engine and why, of many a line each, and below them what all comes to. */
export function quoteLines(quotes: SourceQuote[], totals: Totals, idle: IdleCost[], terms: Terms): string[] {
  const [only] = quotes;
  const sources = quotes.length === 1 && only ? oneSource(only) : manySources(quotes);
  if (totals.renditions === 0) return quotes.length === 1 ? [] : sources;
  return [...sources, '', ...totalLines(totals), '', ...idleLines(idle), '', ...termsLines(terms)];
}

const NUMBERS: Column[] = ['THERE IN', 'USD', 'REQUESTS'].map(heading => ({ heading, align: 'right' }));

function oneSource(quote: SourceQuote): string[] {
  if ('refusal' in quote) return [refusalLine(quote.refusal)];
  const columns: Column[] = [
    { heading: 'RENDITION' },
    { heading: 'ENGINE' },
    ...NUMBERS,
    { heading: '', overflow: 'wrap', least: 16 },
  ];
  return [
    ...table(columns, quote.renditions.flatMap(engineRows)),
    '',
    ...table([{}, { overflow: 'wrap' }], quote.renditions.map(whyRow)),
  ];
}

/** A line an engine, the one that would be taken first. */
function engineRows(quote: RenditionQuote): Cell[][] {
  if ('refusal' in quote) return [[quote.rendition, { text: 'refused', style: 'red' }, '-', '-', '-', '']];
  const { rendition, engine, engines } = quote;
  const others = engines.filter(one => one.engine !== engine);
  return [
    [rendition, { text: engine, style: 'bold' }, ...numbers(quote), takenWords(quote)],
    ...others.map(one => ['', one.engine, ...numbers(one.estimate), one.against ?? '']),
  ];
}

/** One that is over the budget waits for somebody to let it go. */
function takenWords({ overBudgetUsd }: PricedRendition): Cell {
  if (overBudgetUsd === null) return 'would be taken';
  return { text: `held: over ${formatUsd(overBudgetUsd)} a job`, style: 'yellow' };
}

function numbers(estimate: Estimate | null): string[] {
  if (!estimate) return ['-', '-', '-'];
  return [formatSeconds(estimate.seconds), formatUsd(estimate.usd), formatUsd(estimate.requestsUsd)];
}

function whyRow(quote: RenditionQuote): Cell[] {
  return [quote.rendition, 'refusal' in quote ? refusalLine(quote.refusal) : quote.reason];
}

function manySources(quotes: SourceQuote[]): string[] {
  const columns: Column[] = [
    { heading: 'SOURCE', overflow: 'start' },
    { heading: 'LENGTH', align: 'right' },
    { heading: 'RENDITIONS', align: 'right' },
    { heading: 'USD', align: 'right' },
    { heading: '', overflow: 'end', least: 16 },
  ];
  return table(columns, quotes.map(sourceRow));
}

function sourceRow(quote: SourceQuote): Cell[] {
  const name = printable(quote.source);
  if ('refusal' in quote) {
    return [name, '', '0', '0', { text: `refused, ${refusalLine(quote.refusal)}`, style: 'red' }];
  }
  const priced = pricedOf(quote);
  const length = quote.durationSeconds === null ? 'not told' : formatSeconds(quote.durationSeconds);
  const usd = priced.reduce((sum, one) => sum + one.usd, 0);
  const engines = [...new Set(priced.map(one => one.engine))].join(', ');
  const refused = quote.renditions.find(one => 'refusal' in one);
  const held = priced.filter(one => one.overBudgetUsd !== null).map(one => `${one.rendition} held`);
  const note = refused && 'refusal' in refused ? `${refused.rendition} ${refusalLine(refused.refusal)}` : '';
  return [
    name,
    length,
    String(priced.length),
    formatUsd(usd),
    [engines, ...held, note].filter(Boolean).join('; '),
  ];
}

function totalLines(totals: Totals): string[] {
  const { sources, renditions, refused, usd, requestsUsd, durationSeconds } = totals;
  const videos = `${renditions} renditions of ${sources} ${sources === 1 ? 'video' : 'videos'}`;
  const length = durationSeconds > 0 ? `, ${formatSeconds(durationSeconds)} of video` : '';
  return table(
    [{}, { align: 'right' }, { overflow: 'wrap' }],
    [
      [
        'to make them',
        formatUsd(usd),
        `USD for ${videos}${length}; ${formatUsd(requestsUsd)} of it for requests`,
      ],
      [
        'to keep them',
        formatUsd(totals.storageUsdAMonth),
        `USD a month for at most ${formatBytes(totals.storedBytes)}, sources included`,
      ],
      ['to fetch them', formatUsd(totals.transferUsd), 'USD for each time that all outputs leave AWS'],
      ...(refused > 0
        ? [['refused', String(refused), 'of which nothing would be made, and little is paid']]
        : []),
    ],
  );
}

const IDLE_WORDS: Record<keyof IdleParts, string> = {
  alarms: 'alarms',
  dashboards: 'dashboard',
  keys: 'keys',
  polledQueues: 'queues that functions ask for messages all day',
  pollers: 'provisioned pollers',
  natGateways: 'NAT gateway',
};

function idleLines(idle: IdleCost[]): string[] {
  const sum = idle.reduce((total, one) => total + one.usdAMonth, 0);
  const parts = idle.map(
    ({ what, count, usdAMonth }) => `${count} ${IDLE_WORDS[what]} ${formatUsd(usdAMonth)}`,
  );
  return table(
    [{}, { align: 'right' }, { overflow: 'wrap' }],
    [['idle', formatUsd(sum), `USD a month for the stack with no video in it: ${parts.join(', ')}`]],
  );
}

function termsLines({ profile, function: { architecture, memoryMb }, containers }: Terms): string[] {
  const { region, asOf } = PRICES;
  const functions = `functions of ${memoryMb} MB on ${architecture}`;
  const places = [functions, ...(containers ? [containerWords(containers)] : [])].join(', ');
  return table(
    [{ overflow: 'wrap' }],
    [
      [
        `List prices of ${asOf} in ${region}, without free tiers; profile ${profile}: ${places}, MediaConvert's basic tier.`,
      ],
    ],
  );
}

/** Nodes of a cluster have no list price, and what is said to be priced as Fargate holds for either. */
function containerWords({ vcpus, memoryMb, architecture, spot = false }: Containers): string {
  const on = `priced as Fargate${spot ? ' Spot' : ''}`;
  return `containers of ${vcpus} vCPUs and ${memoryMb} MB on ${architecture} (${on})`;
}
