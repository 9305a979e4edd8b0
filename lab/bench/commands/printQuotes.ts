import { counted, median } from '../meter/figures.ts';

interface Usd {
  usd: number;
  /** Of that. */
  requestsUsd: number;
}

/** A job that was quoted and made. */
export interface Priced {
  rendition: string;
  quoted: Usd;
  paid: Usd;
}

/** By how much a sum may be off. */
const TARGET = 0.15;

/** What others may use of the machine: a quote is for a function that has its cores to itself. */
const MOST_OTHERS_CORES = 0.1;

/** A line a rendition, and all of it; `othersCores` were kept busy by others meanwhile. */
export function printQuotes(jobs: Priced[], othersCores: number): void {
  console.log(`quote against ledger, ${counted(jobs.length, 'job')}, one at a time`);
  const byRendition = Map.groupBy(jobs, ({ rendition }) => rendition);
  for (const [rendition, some] of byRendition) console.log(`  ${rendition.padEnd(12)}${line(some)}`);
  console.log(`  ${'all'.padEnd(12)}${line(jobs)}`);
  const off = errorOf(jobs);
  const is = Math.abs(off) <= TARGET ? 'within' : 'not within';
  console.log(`  in total ${is} the ${TARGET * 100} % that are asked`);
  const others = `others kept ${othersCores.toFixed(2)} cores busy meanwhile`;
  console.log(
    othersCores > MOST_OTHERS_CORES
      ? `  NOT FIT TO QUOTE: ${others}, more than ${MOST_OTHERS_CORES}, and the ledger bills by the wall clock.\n`
      : `  Fit to quote: ${others}.\n`,
  );
}

function line(jobs: Priced[]): string {
  const each = jobs.map(one => Math.abs(errorOf([one])));
  const requests = jobs.map(({ quoted, paid }) => quoted.requestsUsd / paid.requestsUsd - 1);
  return [
    `quoted $${sum(jobs, ({ quoted }) => quoted.usd).toFixed(5)}`,
    `paid $${sum(jobs, ({ paid }) => paid.usd).toFixed(5)}`,
    `error ${percent(errorOf(jobs))}`,
    `of a job ${percent(median(each))} in the median, ${percent(Math.max(...each))} at most`,
    `its requests ${percent(median(requests))}`,
  ].join(', ');
}

function errorOf(jobs: Priced[]): number {
  return sum(jobs, ({ quoted }) => quoted.usd) / sum(jobs, ({ paid }) => paid.usd) - 1;
}

function sum(jobs: Priced[], of: (job: Priced) => number): number {
  return jobs.reduce((total, one) => total + of(one), 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
