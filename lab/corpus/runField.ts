/**
 * `npm run field -- FOLDER`: every file of a folder of anybody's, whatever it is, goes through the media layer, and a
 * plain ffmpeg says whether what came out is what went in. Prints a table; exits with 1 where something is wrong:
 * a complaint of an output, or a crash. A refusal of what ffmpeg decodes is marked `?`, for a person to look at.
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import { endOnSignal } from '../support/ending/endOnSignal.ts';
import { removeScratchFolder, scratchFolder } from '../support/ending/scratchFolder.ts';
import { anyWholeNumber, script } from '../support/script.ts';
import { systemFfmpeg } from '../support/supportedFfmpegs.ts';
import type { FieldResult } from './field/fieldResult.ts';
import { judgeAll } from './field/judgeAll.ts';
import { line } from './table.ts';

/** Below everything else on the machine. */
const NICE = 5;

const WIDTHS = [4, 20, 7, 14, 9, 60, 100];

const command = script(
  'field',
  'send every file of a folder through the media layer, and judge what comes out',
)
  .argument('<folder>', 'of any files')
  .option('--json <file>', 'write the results there, as JSON')
  .option('--ffmpeg <program>', 'that makes the outputs', findFfmpeg(process.env))
  .option('--judge <program>', 'the ffmpeg whose opinion is asked', systemFfmpeg())
  .option('--jobs <number>', 'files at a time', anyWholeNumber, 1)
  .option('--only <words...>', 'only files whose paths hold one of these')
  .parse();
const options = command.opts<{
  json?: string;
  ffmpeg: string;
  judge: string;
  jobs: number;
  only?: string[];
}>();
const root = resolve(command.args[0] ?? '.');
setPriority(NICE);
const paths = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => relative(root, join(entry.parentPath, entry.name)))
  .filter(path => options.only?.some(word => path.includes(word)) ?? true)
  .map(path => ({ path, bytes: statSync(join(root, path)).size }))
  // The table fills soon, and what is slow comes last.
  .sort((a, b) => a.bytes - b.bytes)
  .map(({ path }) => path);
endOnSignal();
const scratch = scratchFolder('field');
const results: FieldResult[] = [];

console.log(line(WIDTHS, ['', 'verdict', 'holds', 'codecs', 'seconds', 'file', 'why']));
try {
  await judgeAll(
    paths,
    options.jobs,
    { root, bin: options.ffmpeg, judge: options.judge, scratch },
    result => {
      results.push(result);
      console.log(line(WIDTHS, cells(result)));
      if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 1)}\n`);
    },
  );
} finally {
  removeScratchFolder(scratch);
}
const wrong = results.filter(({ complaints }) => complaints.length > 0);
const made = results.filter(({ video }) => video.got === 'made');
const suspects = results.filter(({ suspect }) => suspect);
console.log(
  `${results.length} files, ${made.length} made, ${wrong.length} with complaints, ${suspects.length} refusals to look at`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;

function cells({ path, video, container, codecs, source, complaints, suspect }: FieldResult): string[] {
  const sign = complaints.length > 0 ? 'BAD' : suspect ? '?' : 'ok';
  const seconds = source.seconds === null ? '-' : source.seconds.toFixed(2);
  const why = complaints.length > 0 ? complaints.join('; ') : video.message;
  return [sign, video.got, container ?? '-', codecs, seconds, path, why];
}
