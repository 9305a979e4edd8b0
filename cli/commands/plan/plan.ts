import { ConfigError } from '../../../failures/configError.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { chosenPresets } from '../../decide/chosenPresets.ts';
import { profileNamed } from '../../decide/profileNamed.ts';
import { facts } from '../../source/facts.ts';
import { probeSource } from '../../source/probeSource.ts';
import { asRefused } from '../../source/refusal.ts';
import { withSource } from '../../source/withSource.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { planFor, type RenditionPlan } from './planFor.ts';
import { planLines } from './planLines.ts';

export interface PlanOptions extends ConnectionOptions {
  preset?: string;
  profile: string;
  json?: boolean;
}

/** `fanreel plan`: what would be made of a file, why so, by which engine and how long it would take. */
export async function plan(file: string, options: PlanOptions): Promise<void> {
  const profile = await profileNamed(options.profile);
  const presets = await chosenPresets(options.preset === undefined ? [] : [options.preset], profile);
  const ffmpegBin = ffmpegOrItsName(process.env);
  const { path, probed } = await withSource(file, options, async source => ({
    path: source.path,
    probed: await probeSource(source),
  }));
  if ('refusal' in probed) {
    if (options.json) print(JSON.stringify({ file, profile: options.profile, ...probed }, null, 2));
    throw asRefused(probed.refusal);
  }
  const renditions = [...presets].map(([name, preset]) =>
    planFor({ name, preset, probed, path, profile, ffmpegBin }),
  );
  if (options.json) {
    print(JSON.stringify({ file, profile: options.profile, probe: probed, renditions }, null, 2));
  } else if (renditions.some(one => one.plan)) {
    for (const line of facts(probed)) print(line);
    for (const one of renditions) for (const line of ['', ...planLines(one, options.profile)]) print(line);
  }
  endWithRefusals(renditions);
}

/** A plan needs no ffmpeg; one that FFMPEG_BIN names wrongly is worth a word all the same. */
function ffmpegOrItsName(env: NodeJS.ProcessEnv): string {
  try {
    return findFfmpeg(env);
  } catch (error) {
    if (!(error instanceof ConfigError) || env.FFMPEG_BIN) throw error;
    return 'ffmpeg';
  }
}

/** @throws {CommandError} 1 when any rendition is refused. */
function endWithRefusals(renditions: RenditionPlan[]): void {
  const refused = renditions.flatMap(one =>
    'refusal' in one ? [{ ...one.refusal, preset: one.preset }] : [],
  );
  const [first] = refused;
  if (!first) return;
  const sameForAll =
    refused.length === renditions.length && refused.every(one => one.message === first.message);
  if (sameForAll) throw asRefused(first);
  const names = refused.map(one => `${one.preset} (${one.code})`).join(', ');
  throw new CommandError(1, `Refused: ${names}; the reason is above.`);
}
