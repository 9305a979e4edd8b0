import type { Cost, CostRow, QuoteRow } from '../wire/cost.ts';
import { API_PATH } from '../wire/paths.ts';
import { setFields } from './address/address.ts';
import { useRead } from './address/useRead.ts';
import { Empty } from './words/empty.tsx';
import { seconds, usd } from './words/format.ts';
import { Table } from './words/table.tsx';
import { useNow } from './words/useNow.ts';

const TODAY = 'today';

const SPANS = [
  [TODAY, 'today'],
  ['24', 'in the last 24 hours'],
  ['168', 'in the last 7 days'],
  ['720', 'in the last 30 days'],
] as const;

/** Sums are read anew so often, milliseconds. */
const EVERY_MS = 10_000;

/** What was paid for, by rendition and by engine, waste apart. */
export function CostPage({ address }: { address: URLSearchParams }) {
  const hours = address.get('hours') ?? TODAY;
  const { value, trouble } = useRead<Cost>(`${API_PATH}cost?${spanOf(hours)}`, useNow(EVERY_MS));
  return (
    <>
      <h1>Cost</h1>
      <div class="filters">
        <label>
          <span>Jobs that began</span>
          <select value={hours} onChange={event => setFields({ hours: event.currentTarget.value })}>
            {SPANS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {trouble && <p class="notice">{trouble}</p>}
      {value && <Sums cost={value} />}
    </>
  );
}

/** Today began at midnight where the reader is. */
function spanOf(hours: string): URLSearchParams {
  if (hours !== TODAY) return new URLSearchParams({ hours });
  return new URLSearchParams({ since: new Date(new Date().setHours(0, 0, 0, 0)).toISOString() });
}

function Sums({ cost: { total, byRendition, byEngine, quotes } }: { cost: Cost }) {
  if (total.attempts === 0) {
    return (
      <Empty says="Nothing was paid for in this time. What a file would cost is told by:">
        <code>npx fanreel quote holiday.mp4</code>
      </Empty>
    );
  }
  return (
    <>
      <dl class="tiles">
        {tilesOf(total).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">At AWS's list prices, as if it had run there.</p>
      <CostTable caption="By rendition" rows={byRendition} />
      <CostTable caption="By engine" rows={byEngine} />
      <QuoteTable rows={quotes} />
    </>
  );
}

function tilesOf({ usd: paid, wastedUsd, requestsUsd, attempts }: CostRow) {
  return [
    ['In all', usd(paid)],
    ['Of that, waste', usd(wastedUsd)],
    ['Of that, requests', usd(requestsUsd)],
    ['Attempts', attempts.toLocaleString()],
  ];
}

function CostTable({ caption, rows }: { caption: string; rows: CostRow[] }) {
  return (
    <Table
      caption={caption}
      head={['Of', 'Attempts', 'Billed', 'Cost', 'Waste', 'Requests']}
      rows={rows.map(row => [
        <b key="name">{row.name}</b>,
        row.attempts.toLocaleString(),
        seconds(row.billedSeconds),
        usd(row.usd),
        usd(row.wastedUsd),
        usd(row.requestsUsd),
      ])}
    />
  );
}

function QuoteTable({ rows }: { rows: QuoteRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Table
      caption="Quote against ledger, of renditions that are there"
      head={['Of', 'Engine', 'Renditions', 'Encoding predicted', 'It took', 'Quote', 'Paid', 'Off by']}
      rows={rows.map(row => [
        <b key="name">{row.rendition}</b>,
        row.engine,
        row.renditions.toLocaleString(),
        seconds(row.predictedSeconds),
        seconds(row.encodeSeconds),
        usd(row.predictedUsd),
        usd(row.paidUsd),
        offBy(row),
      ])}
    />
  );
}

/** By how much was paid more, or less, than was expected. */
function offBy({ predictedUsd, paidUsd }: QuoteRow): string {
  if (predictedUsd === 0) return '';
  const percent = Math.round(100 * (paidUsd / predictedUsd - 1));
  return `${percent > 0 ? '+' : ''}${percent} %`;
}
