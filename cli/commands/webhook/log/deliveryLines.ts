import type { Delivery, DeliveryState } from '../../../../contract/webhooks/delivery.ts';
import type { Cell } from '../../../terminal/screen/cell.ts';
import type { Style } from '../../../terminal/screen/paint.ts';
import { type Column, table } from '../../../terminal/screen/table.ts';
import { formatAge } from '../../../terminal/units.ts';
import { tryWords } from './tryWords.ts';

const WEBHOOK: Column = { heading: 'WEBHOOK' };

const COLUMNS: Column[] = [
  { heading: 'AGE', align: 'right' },
  WEBHOOK,
  { heading: 'NO', align: 'right' },
  { heading: 'EVENT', overflow: 'middle', least: 16 },
  { heading: 'STATE' },
  { heading: 'TRIES', align: 'right' },
  { heading: 'LAST', overflow: 'wrap', least: 16 },
];

const STYLES: Record<DeliveryState, Style> = {
  waiting: 'yellow',
  delivered: 'green',
  failed: 'red',
  dropped: 'dim',
};

export interface LinesOptions {
  withTries: boolean;
  /** All are of one webhook, which whoever asked has named: a terminal's line has little enough room. */
  ofOne: boolean;
}

/** Deliveries, a line each, or a line more for each of their requests. */
export function deliveryLines(deliveries: Delivery[], { withTries, ofOne }: LinesOptions): string[] {
  if (deliveries.length === 0) return ['Nothing was told.'];
  const rows = deliveries.flatMap(delivery => [row(delivery), ...(withTries ? tries(delivery) : [])]);
  const isShown = (_: unknown, index: number) => !ofOne || COLUMNS[index] !== WEBHOOK;
  return table(
    COLUMNS.filter(isShown),
    rows.map(cells => cells.filter(isShown)),
  );
}

function row(delivery: Delivery): Cell[] {
  const { createdAt, webhook, sequence, state, tries, why } = delivery;
  const last = tries.at(-1);
  return [
    formatAge(createdAt),
    webhook,
    String(sequence),
    eventWords(delivery),
    { text: state, style: STYLES[state] },
    String(tries.length),
    state === 'dropped' ? (why ?? '') : last ? tryWords(last) : '',
  ];
}

function tries({ tries }: Delivery): Cell[][] {
  return tries.map(one => ['', '', '', { text: one.at, style: 'dim' }, '', '', tryWords(one)]);
}

function eventWords({ type, about: { state, rendition, key } }: Delivery): string {
  const words = [state, rendition, key].filter(word => word !== undefined);
  return words.length === 0 ? type : words.join(' ');
}
