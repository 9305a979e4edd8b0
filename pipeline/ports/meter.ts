import type { Requests } from '../../prices/requests.ts';

/** Counts what this function asks of AWS, each try of it, for AWS bills each. */
export interface Meter {
  /** Counts what is not asked by way of the SDK's clients, or only later and elsewhere. */
  add(requests: Partial<Requests>): void;
  /** What has come together since it was last taken. */
  readonly counted: Requests;
  take(): Requests;
}
