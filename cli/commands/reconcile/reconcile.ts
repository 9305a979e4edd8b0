import type { Receipt, ReconcileReport } from '../../../contract/messages/reconcile.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { awaitReconcile } from '../../deeds/askReconcile.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { table } from '../../terminal/screen/table.ts';

export interface ReconcileOptions extends ConnectionOptions {
  dryRun?: boolean;
  /** Seconds. */
  olderThan?: number;
  json?: boolean;
}

/** So many missing renditions are listed; `--json` has more. */
const MOST_LISTED = 50;

/** `fanreel reconcile`: receipts of every source, and what is missing is asked for again. */
export function reconcile(options: ReconcileOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const dryRun = options.dryRun ?? false;
    const report = await awaitReconcile(clientConfig, deployment, {
      dryRun,
      ...(options.olderThan === undefined ? {} : { overdueSeconds: options.olderThan }),
    });
    if (options.json) print(JSON.stringify(asJson(report, dryRun), null, 2));
    else for (const line of lines(report, dryRun)) print(line);
    if (dryRun && report.missingCount > 0) {
      throw new CommandError(
        1,
        `${report.missingCount} renditions are missing: run it without --dry-run to ask for them again.`,
      );
    }
    if (report.troubles.length > 0) {
      throw new CommandError(
        1,
        `${report.troubles.length} sources could not be looked at: the reconcile function's log says more.`,
      );
    }
  });
}

function asJson({ missing, missingCount, ...rest }: ReconcileReport, dryRun: boolean) {
  return { ...rest, missing, missingCount, republished: dryRun ? [] : missing };
}

/** Of the others those that any rendition has something in, so that the table fits. */
const ALWAYS = ['received', 'complete', 'missing'] as const;
const COLUMNS = [
  ...(['received', 'complete', 'running', 'submitted', 'queued'] as const),
  ...(['held', 'failed', 'dropped', 'missing'] as const),
] as const;

function columnsOf(receipts: Receipt[]) {
  return COLUMNS.filter(
    name => ALWAYS.some(one => one === name) || receipts.some(receipt => receipt[name] > 0),
  );
}

function lines(
  { renditions, missing, missingCount, troubles, stoppedAfter }: ReconcileReport,
  dryRun: boolean,
): string[] {
  const columns = columnsOf(Object.values(renditions));
  const rows = Object.entries(renditions).map(([name, receipt]) => [
    name,
    ...columns.map(one => String(receipt[one])),
  ]);
  const more = missingCount - Math.min(missing.length, MOST_LISTED);
  return [
    ...table(
      [
        { heading: 'RENDITION', overflow: 'end' },
        ...columns.map(name => ({ heading: name.toUpperCase(), align: 'right' as const })),
      ],
      rows,
    ),
    ...(missingCount > 0
      ? ['', dryRun ? 'Missing:' : 'Missing, and asked for again:']
      : ['', 'Nothing is missing.']),
    ...missing.slice(0, MOST_LISTED).map(({ key, rendition }) => `  ${rendition}  ${printable(key)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...troubles.map(({ key, message }) => `Not looked at: ${printable(key)}: ${printable(message)}`),
    ...(stoppedAfter === null
      ? []
      : [`Time ran out after "${printable(stoppedAfter)}": what comes behind it by name was not looked at.`]),
  ];
}
