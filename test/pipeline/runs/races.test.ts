import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobItem } from '../../../contract/job.ts';
import type { Status } from '../../../contract/messages/status.ts';
import { type Random, randomOf } from '../../../lab/support/random.ts';
import type { SourceNews } from '../../../pipeline/ports/statuses.ts';
import { noteEnd } from '../../../pipeline/runs/noteEnd.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';
import { TELLING_SECONDS, tellWhole } from '../../../pipeline/runs/tellWhole.ts';
import { attempt, job } from '../../handlers/support/jobs.ts';
import { heldRuns } from './heldRuns.ts';
import { type LedgerOfRuns, openLedgerOfRuns } from './ledgerOfRuns.ts';
import { AGAIN, FAILED, notice } from './notices.ts';

const AT_ONCE = 10;
const NAMES = ['240p', '480p', '720p', '1080p', 'thumbnails'];

let ledger: LedgerOfRuns;

beforeAll(async () => {
  ledger = await openLedgerOfRuns();
});

afterAll(() => ledger?.close());

/** How one race went. */
interface Race {
  names: string[];
  published: SourceNews[];
  crashes: number;
}

/**
 * The notices of some renditions of one upload come at once, many of them twice; functions die wherever they are, and what they had
 * comes again once they are surely dead.
 */
async function race(seed: number, runs: SourceRuns): Promise<Race> {
  const random = randomOf(seed);
  const names = NAMES.slice(0, 2 + Math.floor(random.next() * 4));
  const source = { ...job().source, key: `${seed}.mp4` };
  const result: Race = { names, published: [], crashes: 0 };
  const crashMaybe = () => {
    if (!random.chance(0.1)) return;
    result.crashes += 1;
    throw new Crash();
  };
  const sourceEvents = {
    publish: async (news: SourceNews) => {
      await wait(random.between(0, 3));
      crashMaybe();
      result.published.push(news);
    },
  };
  let atWork = 0;
  let clock = Date.now();
  const deliver = async (status: Status): Promise<void> => {
    await wait(random.between(0, 10));
    atWork += 1;
    const startedAt = clock;
    try {
      const noted = await noteEnd(status, names, runs);
      crashMaybe();
      const ports = { runs, sourceEvents, now: () => new Date(clock) };
      if (!noted || (await tellWhole(noted, names, ports)) === 'done') return;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      atWork -= 1;
    }
    while (atWork > 0) await wait(1);
    clock = Math.max(clock, startedAt + TELLING_SECONDS * 1_000);
    await deliver(status);
  };
  await Promise.all(noticesOf({ names, source, random }).map(status => deliver(status)));
  return result;
}

class Crash extends Error {}

/** Of one in three a first attempt failed, for good as it seemed, and was redriven. All is told twice now and then. */
function noticesOf({
  names,
  source,
  random,
}: {
  names: string[];
  source: JobItem['source'];
  random: Random;
}): Status[] {
  return names.flatMap(name => {
    const failed = notice(name, '10:00:30.001', { source, ...FAILED });
    const made = notice(name, '10:01:30.001', { source, attempts: [attempt(), AGAIN] });
    const all = random.chance(1 / 3) ? [failed, made] : [made];
    return [...all, ...all.filter(() => random.chance(0.3))];
  });
}

it.each<[number, string, () => SourceRuns]>([
  [200, 'as the ledger holds them', heldRuns],
  [30, 'in DynamoDB', () => ledger.runs],
])(
  'of %i sources each is told once when the last of its renditions has ended, %s',
  async (count, _where, open) => {
    const runs = open();
    const races: Race[] = [];
    for (let first = 0; first < count; first += AT_ONCE) {
      const seeds = Array.from({ length: AT_ONCE }, (_, index) => first + index);
      races.push(...(await Promise.all(seeds.map(seed => race(seed, runs)))));
    }
    for (const { names, published } of races) {
      // Each revision once, and a revision only where something else had come of it.
      const revisions = published.map(({ revision }) => revision);
      expect(new Set(revisions).size).toBe(published.length);
      expect(new Set(published.map(({ id }) => id)).size).toBe(published.length);
      expect(published.filter(({ state }) => state === 'complete')).toHaveLength(1);
      const last = published.find(({ revision }) => revision === Math.max(...revisions));
      expect(last?.state).toBe('complete');
      for (const { renditions } of published) {
        expect(renditions.map(({ rendition }) => rendition)).toEqual(names);
      }
    }
    // What is looked at has happened.
    const many = count / 10;
    expect(races.reduce((sum, { crashes }) => sum + crashes, 0)).toBeGreaterThan(many);
    expect(races.filter(({ published }) => published.length > 1).length).toBeGreaterThan(many);
    expect(races.filter(({ published }) => published.length === 1).length).toBeGreaterThan(many);
  },
);
