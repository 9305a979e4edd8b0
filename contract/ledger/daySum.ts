import { LEDGER_KEY } from '../ledgerTable.ts';

/** What an attempt may cost, put aside of a day's budget until it is known what it has cost. */
export interface Reservation {
  jobId: string;
  /** The number of the attempt. */
  attempt: number;
  /** The day of UTC on which it began: the sum that it is a part of. */
  day: string;
}

/** What attempts of one day cost, with what is reserved for those that are not over. */
export interface DaySum {
  usd: number;
  open: { of: Reservation; usd: number }[];
}

const OPEN = 'open/';

/** The attribute with the sum. */
export const SPENT = 'spent';

/** The key of the item that adds up a day, an attribute for each open reservation beside the sum. */
export function daySumKey(day: string) {
  return { [LEDGER_KEY]: `spent/${day}` };
}

/** The attribute of a reservation; to put down or to settle one twice changes nothing. */
export function reservationName({ jobId, attempt }: Reservation): string {
  return `${OPEN}${jobId}/${attempt}`;
}

/** What such an item tells; of a day without one nothing was spent. */
export function readDaySum(day: string, item: Record<string, unknown> = {}): DaySum {
  const open = Object.entries(item).flatMap(([name, usd]) => {
    const [, jobId = '', attempt = ''] = name.startsWith(OPEN) ? name.split('/') : [];
    return jobId ? [{ of: { jobId, attempt: Number(attempt), day }, usd: Number(usd) }] : [];
  });
  return { usd: Number(item[SPENT] ?? 0), open };
}
