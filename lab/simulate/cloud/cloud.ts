import type { FunctionSize } from '../../../prices/functionCost.ts';
import type { Numbers } from '../constants.ts';
import { RateLimit } from '../engine/rateLimit.ts';
import { Samples } from '../engine/samples.ts';
import { Simulation } from '../engine/simulation.ts';
import { Account } from './account.ts';
import { Bill } from './bill.ts';

/** One account in one region, for one run. */
export interface Cloud {
  numbers: Numbers;
  simulation: Simulation;
  samples: Samples;
  account: Account;
  bill: Bill;
  /** Of the one prefix that a rendition's pieces lie under. */
  gets: RateLimit;
  puts: RateLimit;
}

export function openCloud(seed: number, size: FunctionSize, numbers: Numbers): Cloud {
  return {
    numbers,
    simulation: new Simulation(),
    samples: new Samples(seed),
    account: new Account(numbers.accountConcurrency),
    bill: new Bill(size),
    gets: new RateLimit(numbers.getsPerSecond),
    puts: new RateLimit(numbers.putsPerSecond),
  };
}
