/**
 * `npm run bench [-- --rounds 3 --clips 40 --only single batch memory startup]`: fanreel against bare ffmpeg with the
 * same arguments, side by side in one run, alternated, medians. Prints figures; asserts nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import { ensureFfmpeg } from '../../local/machine/ensureFfmpeg.ts';
import { copyProject } from '../support/project.ts';
import { script, wholeNumber } from '../support/script.ts';
import { benchBatch } from './batch.ts';
import { benchMemory } from './memory.ts';
import { benchSingle } from './single.ts';
import { benchStartup } from './startup.ts';

export interface Bench {
  projectDir: string;
  /** For clips and outputs, removed at the end. */
  folder: string;
  ffmpeg: string;
  rounds: number;
  clips: number;
}

const benches: Record<string, (bench: Bench) => Promise<void>> = {
  startup: benchStartup,
  memory: benchMemory,
  single: benchSingle,
  batch: benchBatch,
};

const names = Object.keys(benches);
const { rounds, clips, only } = script('bench', 'measure fanreel beside bare ffmpeg')
  .option('--rounds <count>', 'of which the medians are taken', wholeNumber, 3)
  .option('--clips <count>', 'in a batch', wholeNumber, 40)
  .addOption(new Option('--only <name...>', 'these alone').choices(names).default(names))
  .parse()
  .opts<{ rounds: number; clips: number; only: string[] }>();

const project = copyProject();
// What is measured is encoding against encoding; bare ffmpeg makes no images.
await project.changeProfile(profile => ({ ...profile, presets: ['720p', '1080p'] }));
const folder = mkdtempSync(join(tmpdir(), 'fanreel-bench-'));
const bench: Bench = {
  projectDir: project.dir,
  folder,
  ffmpeg: ensureFfmpeg(process.env),
  rounds,
  clips,
};
try {
  for (const name of only) await benches[name]?.(bench);
} finally {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
}
