import type { ReconcileReport as Report } from '../../../contract/messages/reconcile.ts';
import type { ReconcileReport } from '../../wire/mends/reconcile.ts';

/** Missing renditions of a list. */
const MAX_LISTED = 200;

/** A report of the reconcile function, as it is shown. */
export function reportOf({ renditions, missing, ...rest }: Report): ReconcileReport {
  return {
    receipts: Object.entries(renditions).map(([rendition, receipt]) => {
      const { received, complete, held, failed, dropped, missing, running, submitted, queued } = receipt;
      return {
        ...{ rendition, received, complete, held, failed, dropped, missing },
        underWay: running + submitted + queued,
      };
    }),
    missing: missing.slice(0, MAX_LISTED),
    ...rest,
  };
}
