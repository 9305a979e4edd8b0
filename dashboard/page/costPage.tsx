import type { Cost, CostRow } from '../wire/cost.ts';
import { API_PATH } from '../wire/paths.ts';
import { setFields } from './address/address.ts';
import { useRead } from './address/useRead.ts';
import { Empty } from './words/empty.tsx';
import { seconds, usd } from './words/format.ts';
import { Table } from './words/table.tsx';
import { useNow } from './words/useNow.ts';

const SPANS = [
  ['24', 'last 24 hours'],
  ['168', 'last 7 days'],
  ['720', 'last 30 days'],
] as const;

/** Sums are read anew so often, milliseconds. */
const EVERY_MS = 10_000;

/** What was paid for, by rendition and by engine, waste apart. */
export function CostPage({ address }: { address: URLSearchParams }) {
  const hours = address.get('hours') ?? '24';
  const { value, trouble } = useRead<Cost>(
    `${API_PATH}cost?${new URLSearchParams({ hours })}`,
    useNow(EVERY_MS),
  );
  return (
    <>
      <h1>Cost</h1>
      <div class="filters">
        <label>
          <span>Jobs of the</span>
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

function Sums({ cost: { total, byRendition, byEngine } }: { cost: Cost }) {
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
