import pMap from 'p-map';
import { tellContainers } from '../../../contract/compute/tellContainers.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { idleCosts } from '../../../prices/idle.ts';
import { idlePartsOf } from '../../../prices/idleParts.ts';
import { PRICES } from '../../../prices/priceList.ts';
import { presetsOf } from '../../../profiles/index.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { chosenPresets } from '../../decide/chosenPresets.ts';
import { profileNamed } from '../../decide/profileNamed.ts';
import { quoteSource, type SourceQuote } from '../../decide/quoteSource.ts';
import { probeSource } from '../../source/probeSource.ts';
import { asRefused } from '../../source/refusal.ts';
import { withSource } from '../../source/withSource.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { noDisplay, progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { findSources, type QuotedSource } from './findSources.ts';
import { quoteLines } from './quoteLines.ts';
import { totalsOf } from './totals.ts';

export interface QuoteOptions extends ConnectionOptions {
  rendition?: string[];
  profile: string;
  json?: boolean;
}

/** How many are probed at once: the most of it is waiting for S3, or the disk. */
const AT_ONCE = 4;

/** `fanreel quote`: what videos would cost before any of it is paid. */
export async function quote(names: string[], options: QuoteOptions): Promise<void> {
  const profile = await profileNamed(options.profile);
  const presets = await chosenPresets(options.rendition ?? [], profile);
  const quotes = await quoteAll(await findSources(names, options), presets, profile, options);
  const totals = totalsOf(quotes);
  const deployed = await presetsOf(profile);
  const idle = idleCosts(
    idlePartsOf(
      profile,
      [...deployed].map(([name, preset]) => ({
        kind: preset.kind,
        hasCallback: preset.kind === 'clip' && preset.api?.clips !== undefined,
        containers: tellContainers(profile, name, () => ''),
      })),
    ),
  );
  const { region, asOf } = PRICES;
  if (options.json) {
    const prices = { region, asOf };
    print(JSON.stringify({ profile: options.profile, prices, sources: quotes, totals, idle }, null, 2));
  } else {
    const terms = { ...options, function: profile.function, containers: profile.containers };
    for (const line of quoteLines(quotes, totals, idle, terms)) print(line);
  }
  endWithRefusals(quotes, totals.renditions);
}

async function quoteAll(
  sources: QuotedSource[],
  presets: Map<string, Preset>,
  profile: Profile,
  options: QuoteOptions,
): Promise<SourceQuote[]> {
  const signal = untilStopped();
  // One is there before anybody has read that it is looked at.
  const display = options.json || sources.length === 1 ? noDisplay() : progressDisplay(process.stderr);
  let done = 0;
  try {
    const quoteOne = async ({ name, at }: QuotedSource): Promise<SourceQuote> => {
      const probed = await withSource(at, options, probeSource);
      done += 1;
      display.sum(`Looked at ${done} of ${sources.length}.`);
      if ('refusal' in probed) return { source: name, refusal: probed.refusal };
      return quoteSource(name, probed, presets, profile);
    };
    return await pMap(sources, quoteOne, { concurrency: AT_ONCE, signal });
  } finally {
    display.close();
  }
}

/** @throws {CommandError} 1 where nothing of it would be made. */
function endWithRefusals(quotes: SourceQuote[], made: number): void {
  if (made > 0) return;
  const [only] = quotes;
  if (quotes.length === 1 && only && 'refusal' in only) throw asRefused(only.refusal);
  throw new CommandError(1, 'Nothing would be made of it, for the reasons above.');
}
