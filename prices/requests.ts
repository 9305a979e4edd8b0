import { roundedUsd } from './cost.ts';
import { PRICES } from './priceList.ts';

/** What was asked of AWS, by what it is billed by. */
export interface Requests {
  /** PUT, COPY, POST, LIST. */
  s3Writes: number;
  /** GET, HEAD. */
  s3Reads: number;
  /** Of 64 KB. */
  sqsRequests: number;
  snsPublishes: number;
  writeUnits: number;
  readUnits: number;
  /** Of functions, beside their time. */
  invocations: number;
  /** Printed by the function, and so written into its log. */
  logBytes: number;
}

export const NO_REQUESTS: Requests = {
  ...{ s3Writes: 0, s3Reads: 0, sqsRequests: 0, snsPublishes: 0 },
  ...{ writeUnits: 0, readUnits: 0, invocations: 0, logBytes: 0 },
};

/** Of each, USD. */
const PRICE_OF: Record<keyof Requests, number> = {
  s3Writes: PRICES.s3.perWrite,
  s3Reads: PRICES.s3.perRead,
  sqsRequests: PRICES.sqs.perRequest,
  snsPublishes: PRICES.sns.perPublish,
  writeUnits: PRICES.dynamoDb.perWriteUnit,
  readUnits: PRICES.dynamoDb.perReadUnit,
  invocations: PRICES.lambda.perRequest,
  logBytes: PRICES.logs.perGb / 1e9,
};

const KINDS = Object.keys(PRICE_OF) as (keyof Requests)[];

/** At list prices, USD. */
export function requestsUsd(requests: Requests): number {
  return roundedUsd(KINDS.reduce((sum, kind) => sum + requests[kind] * PRICE_OF[kind], 0));
}

/** Both together. */
export function addRequests(some: Requests, more: Partial<Requests>): Requests {
  const sum = { ...some };
  for (const kind of KINDS) sum[kind] += more[kind] ?? 0;
  return sum;
}
