import pMap from 'p-map';
import { counted } from '../../terminal/counted.ts';
import type { PrintedList } from '../../terminal/printedList.ts';
import type { ProgressDisplay } from '../../terminal/screen/progressDisplay.ts';
import type { Estimate } from './estimate.ts';
import { type Count, type Surveyed, type SurveyLook, survey } from './survey.ts';

export type Tally = Record<Count, number>;

/** Keys that are named to people. */
const MAX_NAMED = 20;

interface Told {
  estimate: Estimate;
  display: ProgressDisplay;
  /** What is missing, as a program reads it. */
  list: PrintedList | null;
}

/** Sources whose price is looked for together. */
const AT_ONCE = 16;

/** Counts and prices all that is lacking. */
export async function tallyOf(look: SurveyLook, { estimate, display, list }: Told): Promise<Tallies> {
  const found = new Tallies(look.renditions.map(({ name }) => name));
  for await (const page of survey(look)) {
    for (const one of page) {
      found.add(one);
      for (const { name } of one.lacks) list?.add({ key: one.key, rendition: name });
    }
    await pMap(page, one => estimate.add(one), { concurrency: AT_ONCE });
    display.sum(
      `Looked at ${counted(found.sources, 'source')}; ${counted(found.lacking, 'rendition')} missing so far.`,
    );
  }
  display.sum('');
  return found;
}

/** Counts what a survey finds, in the same memory however much that is. */
export class Tallies {
  readonly byRendition: Map<string, Tally>;
  /** The first of what is lacking. */
  readonly named: { key: string; renditions: string[] }[] = [];
  sources = 0;
  lackingSources = 0;
  lacking = 0;

  constructor(renditions: string[]) {
    this.byRendition = new Map(
      renditions.map(name => [name, { good: 0, underWay: 0, failed: 0, dropped: 0, older: 0, missing: 0 }]),
    );
  }

  add({ key, counts, lacks }: Surveyed): void {
    this.sources += 1;
    for (const { rendition, count } of counts) {
      const tally = this.byRendition.get(rendition);
      if (tally) tally[count] += 1;
    }
    if (lacks.length === 0) return;
    this.lackingSources += 1;
    this.lacking += lacks.length;
    if (this.named.length < MAX_NAMED) this.named.push({ key, renditions: lacks.map(({ name }) => name) });
  }
}
