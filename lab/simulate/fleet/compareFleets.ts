import { quantile, seedsFrom } from '../scenarios/summary.ts';
import { FLEET_LOADS, type FleetLoad } from './loads.ts';
import type { Rule } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';
import { type FleetRun, runFleet } from './runFleet.ts';

/** What a rule makes of a load; each figure is the median of some runs. */
export interface FleetFigures {
  rule: string;
  /** Jobs that were begun anew, by the rule or by AWS, and those that never were done. */
  interrupted: number;
  notDone: number;
  idleCoreHours: number;
  redoneCoreHours: number;
  /** Half of the jobs, and 99 of 100, waited no longer, seconds. */
  medianWait: number;
  p99Wait: number;
  usd: number;
  mostWorkers: number;
}

/** One load, and all rules. */
export interface FleetComparison {
  load: string;
  rows: FleetFigures[];
}

/** What the docs tell. */
const DOCS_RUNS = { seed: 1, runs: 5 };

let forDocs: FleetComparison[] | undefined;

/** Simulated once a process: it takes some seconds. */
export function fleetsForDocs(): FleetComparison[] {
  forDocs ??= compareFleets(DOCS_RUNS);
  return forDocs;
}

export function compareFleets({ seed, runs }: { seed: number; runs: number }): FleetComparison[] {
  const seeds = seedsFrom(seed, runs);
  return FLEET_LOADS.map(load => ({
    load: load.name,
    rows: RULES.map(rule => figuresOf(load, rule, seeds)),
  }));
}

function figuresOf(load: FleetLoad, rule: Rule, seeds: number[]): FleetFigures {
  const all = seeds.map(seed => runFleet(load, rule, seed));
  const median = (of: (run: FleetRun) => number) => quantile(all.map(of), 0.5);
  return {
    rule: rule.name,
    interrupted: median(({ tally }) => tally.interrupted + tally.reclaimed),
    notDone: median(({ notDone }) => notDone),
    idleCoreHours: median(({ tally }) => tally.coreHours(tally.idleSeconds)),
    redoneCoreHours: median(({ tally }) => tally.coreHours(tally.redoneSeconds)),
    medianWait: median(({ waits }) => quantile(waits, 0.5)),
    p99Wait: median(({ waits }) => quantile(waits, 0.99)),
    usd: median(({ tally }) => tally.usd),
    mostWorkers: median(({ tally }) => tally.mostWorkers),
  };
}
