import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchOptions, isRoundWanted } from './benchOptions.ts';
import { makeFilm } from './byHand/film.ts';
import { planEach } from './byHand/planEach.ts';
import { fewerThan, MIN_PAIRS } from './pairs/noise.ts';
import { describeSettings } from './settings/describeSettings.ts';
import { CONTROL, SETTINGS } from './settings/settingsTried.ts';
import { AT_ONCE, Trial } from './settings/trial.ts';

/** Short: there are many, and each is run many times. */
const CLIP_SECONDS = 2;

/**
 * What else ffmpeg could be told, against what it is told: processor seconds in pairs, VMAF and bytes.
 * @throws {WorkError} for a film that fanreel would refuse.
 */
export async function benchSettings(bench: BenchOptions): Promise<string[]> {
  const folder = join(bench.folder, 'settings');
  mkdirSync(folder);
  const clip = bench.film ?? (await makeFilm(join(folder, 'clip.mp4'), CLIP_SECONDS));
  const plans = [...(await planEach(clip))];
  const trials = plans.flatMap(([rendition, plan]) => {
    const work = { rendition, plan, clip, folder, ffmpeg: bench.ffmpeg };
    const changes = SETTINGS.map(setting => new Trial(setting, work)).filter(({ applies }) => applies);
    return [new Trial(CONTROL, work), ...changes];
  });
  let rounds = 0;
  for (; isRoundWanted(rounds, bench); rounds += 1) {
    for (const trial of trials) await trial.takeTurns();
  }
  console.log(`what ffmpeg could be told otherwise, ${AT_ONCE} encodes at once`);
  console.log(`${describeSettings(trials.map(trial => trial.figures()))}`);
  return fewerThan(MIN_PAIRS, rounds, 'rounds');
}
