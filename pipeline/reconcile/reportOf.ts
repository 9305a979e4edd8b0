import type { ReconcileReport } from '../../contract/messages/reconcile.ts';
import type { Reconciled } from './reconcile.ts';

/** DynamoDB's items hold 400 KB, and a key may have 1,024 bytes; the troubles, a hundred at most, need up to 150,000. */
const MISSING_BYTES = 200_000;
const MESSAGE_CHARACTERS = 100;

/** A run's report, cut to what one item of the ledger's table holds; all that is missing is counted. */
export function reportOf({ renditions, missing, problems, stoppedAfter }: Reconciled): ReconcileReport {
  return {
    renditions,
    missing: fitting(missing),
    missingCount: missing.length,
    troubles: problems.map(({ key, failure }) => ({
      key,
      message: failure.message.slice(0, MESSAGE_CHARACTERS),
    })),
    stoppedAfter,
  };
}

function fitting(missing: Reconciled['missing']): Reconciled['missing'] {
  let bytes = 0;
  const tooMuch = missing.findIndex(one => {
    bytes += Buffer.byteLength(JSON.stringify(one));
    return bytes > MISSING_BYTES;
  });
  return tooMuch === -1 ? missing : missing.slice(0, tooMuch);
}
