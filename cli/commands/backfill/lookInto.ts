import type { S3Client } from '@aws-sdk/client-s3';
import { WorkError } from '../../../failures/workError.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { chooseWanted, prepareWanted } from '../../decide/decide.ts';
import { objectRanges } from '../../source/openObject.ts';
import { probeSource } from '../../source/probeSource.ts';
import type { Look } from './estimate.ts';

/** Reads of a source what a probe reads of it, and lets each preset's engine say what it would cost. */
export function lookInto(client: S3Client, presets: Map<string, Preset>, profile: Profile): Look {
  return async ({ bucket, key, sizeBytes }) => {
    const readRange = objectRanges(client, { bucket, key, eTag: undefined });
    const probed = await probeSource({ sizeBytes, readRange, path: key });
    const prices = new Map<string, number>();
    if ('refusal' in probed) return prices;
    for (const [name, preset] of presets) {
      const usd = priceOf({ name, preset, probed, key, profile });
      if (usd !== null) prices.set(name, usd);
    }
    return prices;
  };
}

/** Null where it is refused. */
function priceOf(wanted: Parameters<typeof prepareWanted>[0]): number | null {
  try {
    return chooseWanted(prepareWanted(wanted), wanted).usd;
  } catch (error) {
    if (error instanceof WorkError) return null;
    throw error;
  }
}
