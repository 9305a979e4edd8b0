/**
 * `npm run bench [-- --only NAME...]`: fanreel against bare ffmpeg with the same arguments and against other programs, in turns, in
 * wall and in processor seconds. Prints figures and whether they may be quoted; asserts nothing.
 */
import { Option } from 'commander';
import { WorkError } from '../../failures/workError.ts';
import { ensureFfmpeg } from '../../local/machine/ensureFfmpeg.ts';
import { endOnSignal } from '../support/ending/endOnSignal.ts';
import { removeScratchFolder, scratchFolder } from '../support/ending/scratchFolder.ts';
import { copyProject } from '../support/project.ts';
import { anyWholeNumber, countFrom, fileToRead, folderToRead, script } from '../support/script.ts';
import type { BenchOptions } from './benchOptions.ts';
import { CHROMIUM, isRunnable, PEAQ, type Program, TASKSET, XARGS } from './byHand/programs.ts';
import { benchClips } from './clips.ts';
import { benchCoders } from './coders/coders.ts';
import { benchListing } from './commands/listing.ts';
import { benchQuote } from './commands/quote.ts';
import { benchWorkers } from './commands/workers.ts';
import { benchBatch, benchSingle } from './encoding.ts';
import { benchFleet } from './fleet.ts';
import { benchMemory } from './memory.ts';
import { benchOverhead } from './overhead.ts';
import { benchOpenPages } from './pages/openPages.ts';
import { benchPageSpeed } from './pages/pageSpeed.ts';
import { amongOthers } from './pairs/amongOthers.ts';
import { benchPeers } from './peers.ts';
import { benchKills } from './segments/kills.ts';
import { benchSegments, TWO_PIECES_SECONDS } from './segments.ts';
import { benchSettings } from './settings.ts';
import { benchStartup } from './startup.ts';

const benches: Record<string, (bench: BenchOptions) => Promise<void>> = {
  startup: amongOthers(benchStartup),
  overhead: amongOthers(benchOverhead),
  memory: benchMemory,
  quote: benchQuote,
  listing: amongOthers(benchListing),
  workers: amongOthers(benchWorkers),
  page: amongOthers(benchPageSpeed),
  pages: amongOthers(benchOpenPages),
  single: benchSingle,
  batch: benchBatch,
  fleet: amongOthers(benchFleet),
  peers: benchPeers,
  segments: benchSegments,
  kills: amongOthers(benchKills),
  clips: benchClips,
  settings: amongOthers(benchSettings),
  coders: benchCoders,
};

/** Take many minutes, and are asked when a setting, the ffmpeg or what befalls workers changes. */
const ONLY_WHERE_ASKED = ['settings', 'coders', 'kills'];

/** What it takes beside ffmpeg. */
const TAKES: Partial<Record<string, Program[]>> = {
  ...{
    overhead: [XARGS],
    single: [XARGS],
    batch: [XARGS],
    fleet: [XARGS],
    peers: [XARGS],
    settings: [XARGS],
  },
  ...{ workers: [TASKSET], segments: [TASKSET], page: [CHROMIUM], coders: [PEAQ] },
};

const names = Object.keys(benches);
const command = script('bench', 'measure fanreel beside bare ffmpeg')
  .option('--pairs <count>', 'turns of each, of which the medians are taken', countFrom(1), 3)
  .option('--clips <count>', 'in a turn of a batch', countFrom(1), 5)
  .option(
    '--jobs <count>',
    'whose overhead is taken, and files whose quotes are held against the ledger',
    countFrom(1),
    20,
  )
  .option(
    '--seconds <count>',
    'of the film that is made in pieces, of which there are two at the least',
    countFrom(TWO_PIECES_SECONDS),
    180,
  )
  .option('--minutes <count>', 'after which no further pair is begun', anyWholeNumber, 10)
  .option('--quick', 'one short pair of each: whether all runs, with nothing to quote')
  .addOption(
    new Option('--only <name...>', 'these alone')
      .choices(names)
      .default(names.filter(name => !ONLY_WHERE_ASKED.includes(name))),
  )
  .option('--film <file>', 'for settings: to try them on, instead of one that is made', fileToRead)
  .option('--recordings <folder>', 'for coders, which hear encoders of sound by them', folderToRead)
  .parse();
const { pairs, clips, jobs, seconds, minutes, quick, film, recordings, only } = command.opts<{
  pairs: number;
  clips: number;
  jobs: number;
  seconds: number;
  minutes: number;
  quick?: true;
  film?: string;
  recordings?: string;
  only: string[];
}>();
if (film !== undefined) isFor('--film', 'settings');
if (recordings !== undefined) isFor('--recordings', 'coders');
else if (only.includes('coders')) command.error('error: coders is told what to hear by --recordings FOLDER');
const runnable = only.filter(name => isRunnable(name, TAKES[name] ?? []));
if (runnable.length === 0) process.exit(2);

endOnSignal();
const project = copyProject();
// What is measured is encoding against encoding; bare ffmpeg makes no images.
await project.changeProfile(profile => ({ ...profile, presets: ['720p', '1080p'] }));
const folder = scratchFolder('bench');
const bench: BenchOptions = {
  projectDir: project.dir,
  folder,
  ffmpeg: ensureFfmpeg(process.env),
  pairs: quick ? 1 : pairs,
  clips: quick ? 1 : clips,
  jobs: quick ? 1 : jobs,
  files: quick ? 10 : 500,
  listed: quick ? 1_000 : 100_000,
  filmSeconds: quick ? 40 : seconds,
  clipSeconds: quick ? 4 : 30,
  minuteSeconds: quick ? 6 : 60,
  ...(film !== undefined && { film }),
  ...(recordings !== undefined && { recordings }),
  deadline: performance.now() + minutes * 60_000,
};
try {
  for (const name of runnable) await benches[name]?.(bench);
} catch (error) {
  // What is made here is never refused.
  if (film === undefined || !(error instanceof WorkError)) throw error;
  command.error(`error: --film: ${error.message}`);
} finally {
  project.remove();
  removeScratchFolder(folder);
}

/** One that nothing would be done with is told at once. */
function isFor(option: string, name: string): void {
  if (!only.includes(name))
    command.error(`error: option '${option}' is for ${name} alone: ask for that by --only ${name}`);
}
