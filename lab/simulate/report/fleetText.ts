import type { FleetComparison, FleetFigures } from '../fleet/compareFleets.ts';
import { markdownTable } from './markdownTable.ts';

/** Each load with what each rule makes of it. */
export function fleetText(comparisons: FleetComparison[]): string {
  return comparisons.flatMap(({ load, rows }) => [`**${sentence(load)}:**`, loadTable(rows)]).join('\n\n');
}

/** All loads together, a line for each rule. */
export function fleetSums(comparisons: FleetComparison[]): string {
  const rules = comparisons[0]?.rows.map(({ rule }) => rule) ?? [];
  return markdownTable(
    ['rule, modelled', 'jobs interrupted', 'never done', 'core hours idle', 'core hours redone', 'USD'],
    rules.map(rule => {
      const rows = comparisons.flatMap(comparison => comparison.rows.filter(row => row.rule === rule));
      const sum = (of: (row: FleetFigures) => number) => rows.reduce((all, row) => all + of(row), 0);
      return [
        rule,
        count(sum(row => row.interrupted)),
        count(sum(row => row.notDone)),
        sum(row => row.idleCoreHours).toFixed(1),
        sum(row => row.redoneCoreHours).toFixed(1),
        sum(row => row.usd).toFixed(2),
      ];
    }),
  );
}

function loadTable(rows: FleetFigures[]): string {
  return markdownTable(
    [
      ...['rule, modelled', 'jobs interrupted', 'never done', 'core hours idle', 'core hours redone'],
      ...['median wait, s', '99 % wait, s', 'USD', 'most workers'],
    ],
    rows.map(row => [
      ...[row.rule, count(row.interrupted), count(row.notDone)],
      ...[row.idleCoreHours.toFixed(1), row.redoneCoreHours.toFixed(1)],
      ...[count(row.medianWait), count(row.p99Wait), row.usd.toFixed(2), count(row.mostWorkers)],
    ]),
  );
}

function count(value: number): string {
  return Math.max(0, Math.round(value)).toLocaleString('en-US');
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
