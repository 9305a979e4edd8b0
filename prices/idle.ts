import { roundedUsd } from './cost.ts';
import { PRICES } from './priceList.ts';

/** What a stack has that costs money while nobody uses it. */
export interface IdleParts {
  alarms: number;
  dashboards: number;
  /** Of KMS, of one's own. */
  keys: number;
  /** Queues that an event source asks for messages all the time. */
  polledQueues: number;
  /** Of event sources, provisioned. */
  pollers: number;
  /** Of the network that containers have, each with an address of its own. */
  natGateways: number;
}

/** What one kind of these costs. */
export interface IdleCost {
  what: keyof IdleParts;
  count: number;
  /** At list prices, all of them. */
  usdAMonth: number;
}

/**
 * Lambda asks an idle standard queue with five pollers, each of which waits 20 s for a message (AWS Lambda developer guide,
 * "Using Lambda with Amazon SQS"); a month has 730 hours.
 */
const HOURS_A_MONTH = 730;
const POLLS_A_MONTH = (5 / 20) * 3_600 * HOURS_A_MONTH;

const USD_A_MONTH: Record<keyof IdleParts, number> = {
  alarms: PRICES.cloudWatch.perAlarm,
  dashboards: PRICES.cloudWatch.perDashboard,
  keys: PRICES.kms.perKey,
  polledQueues: POLLS_A_MONTH * PRICES.sqs.perRequest,
  pollers: HOURS_A_MONTH * PRICES.lambda.perPollerHour,
  natGateways: HOURS_A_MONTH * (PRICES.vpc.perNatHour + PRICES.vpc.perAddressHour),
};

const KINDS = Object.keys(USD_A_MONTH) as (keyof IdleParts)[];

/** What a stack costs a month with no video in it, by its parts; kinds that it has none of are left out. */
export function idleCosts(parts: IdleParts): IdleCost[] {
  return KINDS.filter(what => parts[what] > 0).map(what => {
    const count = parts[what];
    return { what, count, usdAMonth: roundedUsd(count * USD_A_MONTH[what]) };
  });
}
