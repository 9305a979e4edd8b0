import type { EngineName } from '../../contract/job.ts';
import type { Failure } from '../../failures/failure.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { Asked } from '../../pipeline/engines/choose.ts';
import type { Estimate } from '../../pipeline/engines/engine.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { storageUsdAMonth, transferUsd } from '../../prices/storage.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { refusalOf } from '../source/refusal.ts';
import { chooseWanted, predictWanted, prepareWanted, type Wanted } from './decide.ts';
import { type Making, makingOf } from './makingOf.ts';

/** What one engine would take, and cost; or why it could not. */
export interface EngineQuote {
  engine: EngineName;
  /** Why it cannot make this, or had better not; null where nothing speaks against it. */
  against: string | null;
  /** Null where it cannot. */
  estimate: Estimate | null;
}

/** What one rendition of a source would come to. */
export type RenditionQuote = { rendition: string } & (
  | { refusal: Failure }
  | (Estimate & {
      engine: EngineName;
      reason: string;
      makes: Making;
      engines: EngineQuote[];
      /** The profile's budget for one job, where this is over it: the job would be held, not run. Null where it is not. */
      overBudgetUsd: number | null;
      /** At most. */
      outputBytes: number;
      storageUsdAMonth: number;
      /** To bring it out of AWS once. */
      transferUsd: number;
    })
);

/** What one source would come to. */
export type SourceQuote = { source: string } & (
  | { refusal: Failure }
  | { sizeBytes: number; durationSeconds: number | null; renditions: RenditionQuote[] }
);

/** Prices every rendition of a source that is probed, on each engine, as the router would. */
export function quoteSource(
  source: string,
  probed: Probe,
  presets: Map<string, Preset>,
  profile: Profile,
): SourceQuote {
  const renditions = [...presets].map(([name, preset]) =>
    quoteRendition({ name, preset, probed, key: source, profile }),
  );
  return { source, sizeBytes: probed.sizeBytes, durationSeconds: probed.durationSeconds, renditions };
}

/** Prices one rendition. */
export function quoteRendition(wanted: Wanted): RenditionQuote {
  const { name: rendition, profile } = wanted;
  try {
    const prepared = prepareWanted(wanted);
    const { engine, reason, seconds, usd, requestsUsd, asked } = chooseWanted(prepared, wanted);
    const { outputBytes } = predictWanted(prepared, wanted);
    return {
      ...{ rendition, engine: engine.name, reason, seconds, usd, requestsUsd },
      makes: makingOf(prepared.plan),
      engines: asked.map(engineQuote),
      overBudgetUsd: overBudget(usd, profile),
      ...{
        outputBytes,
        storageUsdAMonth: storageUsdAMonth(outputBytes),
        transferUsd: transferUsd(outputBytes),
      },
    };
  } catch (error) {
    return { rendition, refusal: refusalOf(error) };
  }
}

function engineQuote({ engine, against, estimate }: Asked): EngineQuote {
  return { engine: engine.name, against, estimate };
}

function overBudget(usd: number, { budget }: Profile): number | null {
  return budget?.perJobUsd !== undefined && usd > budget.perJobUsd ? budget.perJobUsd : null;
}
