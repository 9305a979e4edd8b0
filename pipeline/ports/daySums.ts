import type { DaySum, Reservation } from '../../contract/ledger/daySum.ts';

/** What all jobs of a day cost together, for the profile's budget. */
export interface DaySums {
  /** Adds what an attempt is predicted to cost. False where the sum would go over the limit, null: there is none for it. */
  reserve(of: Reservation, usd: number, limitUsd: number | null): Promise<boolean>;
  /** Puts what an attempt has really cost in the place of what was reserved for it, if anything was and still is. */
  settle(of: Reservation, usd: number): Promise<void>;
  of(day: string): Promise<DaySum>;
}
