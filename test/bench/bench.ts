/**
 * `npm run bench [-- --rounds 3 --clips 40 --only single,batch,memory,startup]`: fanreel against bare ffmpeg with the
 * same arguments, side by side in one run, alternated, medians. Prints figures; asserts nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureFfmpeg } from '../../local/ensureFfmpeg.ts';
import { copyProject } from '../fixtures/project.ts';
import { benchBatch } from './batch.ts';
import { benchMemory } from './memory.ts';
import { benchSingle } from './single.ts';
import { benchStartup } from './startup.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    clips: { type: 'string', default: '40' },
    only: { type: 'string', default: 'startup,memory,single,batch' },
  },
});

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

const project = copyProject();
// What is measured is encoding against encoding; bare ffmpeg makes no images.
await project.changeProfile(profile => ({ ...profile, presets: ['720p', '1080p'] }));
const folder = mkdtempSync(join(tmpdir(), 'fanreel-bench-'));
const bench: Bench = {
  projectDir: project.dir,
  folder,
  ffmpeg: ensureFfmpeg(process.env),
  rounds: Number(values.rounds),
  clips: Number(values.clips),
};
try {
  for (const name of values.only.split(',')) {
    const run = benches[name];
    if (!run) throw new Error(`No bench "${name}"; there are: ${Object.keys(benches).join(', ')}.`);
    await run(bench);
  }
} finally {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
}
