/**
 * `npm run corpus [-- NAME ...]`: every file of the corpus (or those whose names hold one of the words) goes through
 * the whole stack, all renditions, and is held against its manifest; FFMPEG_BIN chooses the ffmpeg. Prints a table; exits
 * with 1 on any mismatch.
 */
import { resolve } from 'node:path';
import { ensureFfmpeg } from '../../local/machine/ensureFfmpeg.ts';
import { ffmpegVersion } from '../../media/build/ffmpegVersion.ts';
import { choosePresets } from '../../presets/index.ts';
import { endOnSignal } from '../support/ending/endOnSignal.ts';
import { removeScratchFolder, scratchFolder } from '../support/ending/scratchFolder.ts';
import { RunningStack } from '../support/runningStack.ts';
import { script } from '../support/script.ts';
import type { CorpusFile } from './file/corpusFile.ts';
import { makeCorpus, makeField } from './makeCorpus.ts';
import { watchPeakMemory } from './peakMemory.ts';
import { row } from './table.ts';
import { type PipelineResult, throughPipeline } from './throughPipeline.ts';

/** The bounds for refused files: ffmpeg's memory, MB, and the time to refuse, seconds. */
const MOST_MB = 200;
const MOST_SECONDS = 2;

const command = script('corpus', 'send every file of the corpus through the whole stack')
  .argument('[name...]', 'only files whose names hold one of these')
  .parse();
const words = command.args;
const ffmpegBin = ensureFfmpeg(process.env);
const project = resolve(import.meta.dirname, '../..');
endOnSignal();
const data = scratchFolder('corpus');
const presets = await choosePresets('all');
// Clips are asked for.
const renditions = [...presets].flatMap(([name, { kind }]) => (kind === 'clip' ? [] : [{ name, kind }]));
const classes = await makeCorpus();
const corpus = { ...classes, files: [...classes.files, ...(await makeField()).files] };
const unknown = words.find(word => !corpus.files.some(({ file }) => file.includes(word)));
if (unknown !== undefined) command.error(`error: no file of the corpus has "${unknown}" in its name`);
const files = corpus.files.filter(
  ({ file }) => words.length === 0 || file === 'base.mp4' || words.some(word => file.includes(word)),
);
const stack = await RunningStack.start(project, data);
const memory = watchPeakMemory(data);
const likeBase = new Map<string, string>();
let mismatches = 0;

console.log(`with ffmpeg ${ffmpegVersion(ffmpegBin)} (${ffmpegBin})`);
console.log(row(['', 'file', 'expected', 'got', 'output', 'seconds', 'ffmpeg MB']));
try {
  for (const file of files) {
    memory.take();
    const made = await throughPipeline(file, corpus, stack, renditions, data);
    const seconds = Math.max(...made.map(one => one.seconds));
    const peakMb = memory.take();
    if (file.file === 'base.mp4') for (const { rendition, eTag } of made) likeBase.set(rendition, eTag);
    const wrong = [...made.flatMap(one => judge(file, one)), ...overBounds(made, peakMb)];
    if (wrong.length > 0) mismatches += 1;
    const got = [...new Set(made.map(one => one.got))].join(', ');
    const sign = wrong.length > 0 ? 'BAD' : 'ok';
    const mb = peakMb === 0 ? '-' : peakMb.toFixed(0);
    console.log(row([sign, file.file, file.verdict, got, describe(made), seconds.toFixed(2), mb]));
    for (const line of wrong) console.log(`      ${line}`);
  }
} finally {
  memory.stop();
  await stack.stop();
  removeScratchFolder(data);
}
console.log(`${files.length} files, ${renditions.length} renditions, ${mismatches} mismatches`);
process.exitCode = mismatches > 0 ? 1 : 0;

function judge(
  file: CorpusFile,
  { rendition, got, message, wrong, eTag, wrongKey }: PipelineResult,
): string[] {
  const expected: readonly string[] = (presets.get(rendition)?.kind === 'image' && file.images) || [
    file.verdict,
  ];
  if (!expected.includes(got)) return [`${rendition}: ${got}, not ${expected.join(' or ')}: ${message}`];
  const differs = file.file.startsWith('names/') && eTag !== likeBase.get(rendition);
  return [
    ...wrong,
    ...(wrongKey ? [wrongKey] : []),
    ...(differs ? ['its bytes are not those of base.mp4'] : []),
  ].map(line => `${rendition}: ${line}`);
}

/** Memory is of all renditions together, so that it is held only where none was made. */
function overBounds(made: PipelineResult[], peakMb: number): string[] {
  const refused = made.filter(({ got }) => got !== 'accept');
  if (refused.length === 0) return [];
  const seconds = Math.max(...refused.map(one => one.seconds));
  return [
    ...(seconds > MOST_SECONDS
      ? [`it took ${seconds.toFixed(2)} s to refuse, at most ${MOST_SECONDS} s are allowed`]
      : []),
    ...(peakMb > MOST_MB ? [`ffmpeg took ${peakMb.toFixed(0)} MB, at most ${MOST_MB} MB are allowed`] : []),
  ];
}

/** The first video's facts: the others are the same or larger. */
function describe(made: PipelineResult[]): string {
  const facts = made.find(one => one.facts)?.facts;
  if (!facts) return '';
  const sound = facts.audioSeconds === null ? 'silent' : `sound ${facts.audioSeconds.toFixed(2)} s`;
  const picture = `${facts.size} ${facts.fps} ${facts.frames} frames ${facts.seconds.toFixed(2)} s`;
  return `${picture} ${facts.codec} ${facts.pixelFormat} ${sound}`;
}
