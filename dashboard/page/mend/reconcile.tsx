import { useState } from 'preact/hooks';
import type { Reconciled, ReconcileReport, Reconciling } from '../../wire/mends/reconcile.ts';
import { API_PATH } from '../../wire/paths.ts';
import { ask, change } from '../address/call.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { seen } from '../words/format.ts';
import { Table } from '../words/table.tsx';
import { counted, type MendPart } from './part.ts';

/** Between two looks for the report, milliseconds. */
const LOOK_MS = 2_500;

/** The function has a quarter of an hour, and may have to wait for its turn; milliseconds. */
const PATIENCE_MS = 20 * 60_000;

/** Holds what is in the input bucket against the ledger: first a look, then what is missing is asked for again. */
export function Reconcile({ readOnly, done }: MendPart) {
  const [report, setReport] = useState<ReconcileReport | null>(null);
  const deed = useDeed(done);
  const run = async (dryRun: boolean) => {
    const found = await reconcile(dryRun);
    setReport(found);
    return wordsOf(found, dryRun);
  };
  const missing = report?.missingCount ?? 0;
  return (
    <section aria-label="Reconcile">
      <h2>Reconcile</h2>
      <p class="quiet">
        Holds each source in the input bucket against the ledger and the outputs: what nobody makes and nobody
        has given up is missing.
      </p>
      <Said deed={deed} />
      <div class="deeds">
        <DeedButton {...{ deed, readOnly }} does={() => run(true)}>
          Look what is missing
        </DeedButton>
        {missing > 0 && (
          <DeedButton
            {...{ deed, readOnly }}
            question={`Ask again for ${counted(missing, 'rendition')}?`}
            does={() => run(false)}
          >
            Ask again for {counted(missing, 'rendition')}
          </DeedButton>
        )}
      </div>
      {report && <Receipts report={report} />}
    </section>
  );
}

async function reconcile(dryRun: boolean): Promise<ReconcileReport> {
  const { id } = await change<Reconciling>('POST', `${API_PATH}reconcile`, { dryRun });
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { report } = await ask<Reconciled>(`${API_PATH}reconcile?${new URLSearchParams({ id })}`);
    if (report) return report;
    await new Promise(done => setTimeout(done, LOOK_MS));
  }
  throw new Error(
    'The reconcile function has not answered: look at its log, and whether its queue is worked on.',
  );
}

function wordsOf({ missingCount, troubles, stoppedAfter }: ReconcileReport, dryRun: boolean): string {
  const what = counted(missingCount, 'rendition');
  const parts = [
    missingCount === 0 ? 'Nothing is missing.' : dryRun ? `Missing: ${what}.` : `Asked again for ${what}.`,
    troubles.length > 0 ? `${counted(troubles.length, 'source')} could not be looked at.` : '',
    stoppedAfter === null
      ? ''
      : `Time ran out after "${stoppedAfter}": run it again for what comes behind it.`,
  ];
  return parts.filter(Boolean).join(' ');
}

function Receipts({ report: { receipts, missing, troubles } }: { report: ReconcileReport }) {
  return (
    <>
      <Table
        caption="Receipts"
        head={['Rendition', 'Received', 'Complete', 'Under way', 'Held', 'Failed', 'Dropped', 'Missing']}
        rows={receipts.map(one => [
          one.rendition,
          ...[one.received, one.complete, one.underWay, one.held, one.failed, one.dropped, one.missing].map(
            count => count.toLocaleString(),
          ),
        ])}
      />
      {missing.length > 0 && (
        <Table
          caption="Missing"
          head={['Rendition', 'Source']}
          rows={missing.map(({ rendition, key }) => [rendition, seen(key)])}
        />
      )}
      {troubles.length > 0 && (
        <Table
          caption="Could not be looked at"
          head={['Source', 'Why']}
          rows={troubles.map(({ key, message }) => [seen(key), seen(message)])}
        />
      )}
    </>
  );
}
