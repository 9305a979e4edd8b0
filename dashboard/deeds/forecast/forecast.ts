import type { z } from 'zod';
import { quoteRendition, type RenditionQuote } from '../../../cli/decide/quoteSource.ts';
import type { Deployment } from '../../../contract/deployment.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { writeWishes } from '../../../contract/wishes/metadata.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import { wishesOf } from '../../../contract/wishes/wishesOf.ts';
import { METADATA_ONLY } from '../../../contract/wishes/wishSettings.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import type { Forecast, ForecastRendition, forecastGivenSchema } from '../../wire/uploads/forecast.ts';
import { takenWishes } from '../takenWishes.ts';
import { uploadKey } from '../uploads/uploadKey.ts';
import { probedFrom } from './probed.ts';
import type { Reckoning } from './reckoning.ts';

/**
 * What would be made of a file, by which engine, in what time and for how much, by the functions that decide it once it is there.
 * @throws {CommandError} 2 for a key that no file may get, for what is no probe, and for a wish that cannot be taken.
 */
export async function forecast(
  { key, probe, wishes: asked, beside }: z.infer<typeof forecastGivenSchema>,
  deployment: Deployment,
  { profileName, profile, presets, notes }: Reckoning,
): Promise<Forecast> {
  uploadKey(key);
  const probed = probedFrom(probe);
  const metadata = writeWishes(takenWishes(asked, deployment));
  const sidecar = beside === undefined ? null : Buffer.from(beside);
  const reading = { ...(deployment.wishes ?? METADATA_ONLY), renditions: [...presets.keys()] };
  const { wishes, wishFailure } = await wishesOf({ key, metadata, sidecar }, reading);
  const renditions = [...presets].map(
    ([name, preset]): ForecastRendition => ({
      rendition: name,
      outcome: outcomeOf({ name, preset, probed, key, profile, wishes }),
    }),
  );
  const made = renditions.flatMap(({ outcome }) => (outcome.is === 'made' ? [outcome] : []));
  return {
    profile: profileName,
    durationSeconds: probed.durationSeconds,
    renditions,
    usd: made.reduce((sum, one) => sum + one.usd, 0),
    seconds: Math.max(0, ...made.map(({ seconds }) => seconds)),
    notes: [...notes, ...(wishFailure ? [wishFailure.message] : [])],
  };
}

interface Asked {
  name: string;
  preset: Preset | null;
  probed: Probe;
  key: string;
  profile: Profile;
  wishes: Wishes | undefined;
}

function outcomeOf({ preset, ...asked }: Asked): ForecastRendition['outcome'] {
  if (!isWanted(asked.name, asked.wishes)) return { is: 'not-wished', why: 'It is not wished.' };
  if (!preset) return { is: 'unknown', why: 'There is no such preset here, so nobody can tell.' };
  return fromQuote(quoteRendition({ ...asked, preset }));
}

function fromQuote(quote: RenditionQuote): ForecastRendition['outcome'] {
  if ('refusal' in quote) return { is: 'refused', why: quote.refusal.message };
  const { makes, engine, reason, seconds, usd, overBudgetUsd } = quote;
  return { is: 'made', ...makes, engine, reason, seconds, usd, overBudgetUsd };
}
