import type { Forecast, ForecastRendition } from '../../wire/uploads/forecast.ts';
import { seconds, seen, usd } from '../words/format.ts';
import { Table } from '../words/table.tsx';

/** What would be made of a file, in a line, and rendition by rendition with the reasons. */
export function ForecastTable({ forecast, of }: { forecast: Forecast; of: string }) {
  const { renditions, notes, durationSeconds } = forecast;
  return (
    <details class="forecast">
      <summary>{lineOf(forecast)}</summary>
      <Table
        caption={`What would be made of ${seen(of)}${durationSeconds === null ? '' : `, which lasts ${seconds(durationSeconds)}`}`}
        head={['Rendition', 'Would be', 'Engine', 'There in', 'Cost', 'Why']}
        rows={renditions.map(rowOf)}
      />
      {notes.map(note => (
        <p key={note} class="warning">
          {seen(note)}
        </p>
      ))}
      <p class="quiet">With the functions and limits of profile {forecast.profile}, at list prices.</p>
    </details>
  );
}

function lineOf({ renditions, usd: cost, seconds: time, notes }: Forecast): string {
  const made = renditions.filter(({ outcome }) => outcome.is === 'made').length;
  const refused = renditions.filter(({ outcome }) => outcome.is === 'refused').length;
  const held = renditions.filter(
    ({ outcome }) => outcome.is === 'made' && outcome.overBudgetUsd !== null,
  ).length;
  return [
    made === 0
      ? 'Nothing would be made'
      : `${made} ${made === 1 ? 'rendition' : 'renditions'}, there in about ${seconds(time)}, ${usd(cost)}`,
    refused > 0 ? `${refused} refused` : '',
    held > 0 ? `${held} held for its price` : '',
    notes.length > 0 ? 'see notes' : '',
  ]
    .filter(Boolean)
    .join('; ');
}

function rowOf({ rendition, outcome }: ForecastRendition): string[] {
  if (outcome.is !== 'made') return [rendition, outcome.is, '', '', '', seen(outcome.why)];
  const { count, width, height, format, engine, overBudgetUsd } = outcome;
  const what = `${count === 1 ? '' : `${count} files up to `}${width}x${height}, ${format}`;
  const held = overBudgetUsd === null ? '' : `It would be held: over ${usd(overBudgetUsd)} a job. `;
  return [rendition, what, engine, seconds(outcome.seconds), usd(outcome.usd), held + seen(outcome.reason)];
}
