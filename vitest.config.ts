import { defineConfig } from 'vitest/config';
import { packagedFfmpeg } from './media/build/packagedFfmpeg.ts';
import { LongestFirst } from './test/longestFirst.ts';

/** Debian's, which test/globalSetup.ts installs where it is missing. */
const SYSTEM_FFMPEG = '/usr/bin/ffmpeg';

/**
 * Times and frames; the rest is ours, whatever ffmpeg runs, and some of the corpus goes through each. All else is tried with another
 * one by `FFMPEG_BIN=/usr/bin/ffmpeg npm test`.
 */
const WHAT_VERSIONS_DIFFER_IN = ['test/media/sync.test.ts', 'test/media/timeline/anySource.test.ts'];

/** Files that load modules anew, which others have already let change what is the process's. */
const ALONE = 'test/**/*.alone.test.ts';

/** What knows video is tried with the machine's own ffmpeg too, unless FFMPEG_BIN says with which one. */
const withSystemFfmpeg = packagedFfmpeg() && !process.env.FFMPEG_BIN;

export default defineConfig({
  test: {
    globalSetup: 'test/globalSetup.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores encode, and a third file has them while one waits; more only make each other's deadlines run out.
    maxWorkers: 3,
    maxConcurrency: 2,
    // Files share a process and its modules, which took a third of the time of most to load: whoever changes what belongs
    // to the process (its environment, clocks, streams) puts it back.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], exclude: [ALONE] } },
      { extends: true, test: { name: 'alone', include: [ALONE], isolate: true } },
      ...(withSystemFfmpeg
        ? [
            {
              extends: true as const,
              test: {
                name: 'system ffmpeg',
                include: WHAT_VERSIONS_DIFFER_IN,
                env: { FFMPEG_BIN: SYSTEM_FFMPEG },
              },
            },
          ]
        : []),
    ],
  },
});
