import { WorkError } from '../../failures/workError.ts';
import type { Engine, Estimate, Work } from './engine.ts';

export interface Choice extends Estimate {
  engine: Engine;
  reason: string;
  /** Every engine that was asked, in that order. */
  asked: Asked[];
}

/** An engine, and what speaks against it: an obstacle, or that another had better make this. */
export interface Asked {
  engine: Engine;
  obstacle: string | null;
  against: string | null;
  /** Null where there is an obstacle. */
  estimate: Estimate | null;
}

/**
 * Chooses who makes it. Of the engines that nothing speaks against, or else of those that can: the cheapest that is there
 * within the profile's target, or where none is the fastest.
 * @throws {WorkError} preset/does-not-fit where none can.
 */
export function choose(engines: readonly Engine[], work: Work): Choice {
  const asked = engines.map(engine => ask(engine, work));
  const able = estimated(asked);
  const willing = able.filter(({ against }) => against === null);
  const field = willing.length > 0 ? willing : able;
  const { targetSeconds } = work.settings;
  const best = bestOf(field, targetSeconds);
  if (!best) {
    throw new WorkError('does-not-fit', {
      message: `No engine can make this rendition: ${objections(asked)}.`,
    });
  }
  const reason = [whyNotOthers(best, asked, work), comparison(best, field, targetSeconds)];
  const { engine, seconds, usd, requestsUsd } = best;
  return { engine, seconds, usd, requestsUsd, reason: reason.filter(Boolean).join('; '), asked };
}

/** Who goes on where another engine has run out of the function's time: the best of these that can, or null. */
export function successorOf(engines: readonly Engine[], work: Work): Engine | null {
  const able = engines.filter(engine => engine.obstacle(work) === null);
  return able.length > 0 ? choose(able, work).engine : null;
}

type Candidate = Asked & Estimate;

function ask(engine: Engine, work: Work): Asked {
  const obstacle = engine.obstacle(work);
  if (obstacle !== null) return { engine, obstacle, against: obstacle, estimate: null };
  return { engine, obstacle, against: engine.drawback(work), estimate: engine.estimate(work) };
}

function estimated(asked: Asked[]): Candidate[] {
  return asked.flatMap(one => (one.estimate ? [{ ...one, ...one.estimate }] : []));
}

function bestOf(field: Candidate[], targetSeconds: number): Candidate | undefined {
  const inTime = field.filter(({ seconds }) => seconds <= targetSeconds);
  if (inTime.length > 0) return inTime.reduce((best, one) => (one.usd < best.usd ? one : best));
  return [...field].sort((a, b) => a.seconds - b.seconds)[0];
}

/** What speaks for it, where nothing speaks against those before it; else that, and for one that had better not both. */
function whyNotOthers(best: Candidate, asked: Asked[], work: Work): string {
  const merit = best.engine.merit(work);
  if (best.against !== null) {
    const others = objections(asked.filter(({ engine }) => engine !== best.engine));
    return [merit, others].filter(Boolean).join('; ');
  }
  const before = asked.slice(
    0,
    asked.findIndex(({ engine }) => engine === best.engine),
  );
  return objections(before) || merit;
}

function objections(asked: Asked[]): string {
  return asked
    .map(({ against }) => against)
    .filter(Boolean)
    .join(', and ');
}

/** The sums by which it was taken before others; empty where it was the only one. */
function comparison(best: Candidate, field: Candidate[], targetSeconds: number): string {
  const others = field.filter(({ engine }) => engine !== best.engine);
  if (others.length === 0) return '';
  if (best.seconds > targetSeconds) {
    const times = others.map(({ engine, seconds }) => `${engine.name} ${Math.round(seconds)} s`).join(', ');
    return `none is there within ${targetSeconds} s, and it is the fastest with about ${Math.round(best.seconds)} s (${times})`;
  }
  const sums = others.map(other => sumOf(other, targetSeconds)).join(', ');
  return `about ${dollars(best.usd)}, the cheapest within ${targetSeconds} s (${sums})`;
}

/** With the time of one that would be late. */
function sumOf({ engine, usd, seconds }: Candidate, targetSeconds: number): string {
  const late = seconds > targetSeconds ? ` in ${Math.round(seconds)} s` : '';
  return `${engine.name} ${dollars(usd)}${late}`;
}

function dollars(usd: number): string {
  return `$${usd.toFixed(4)}`;
}
