import { mkdtemp, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadRange } from '../../../media/containers/bytes/boundedReader.ts';
import { fileRange } from '../../../media/containers/bytes/fileRange.ts';
import { type Plan, planRendition } from '../../../media/plan/plan.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import {
  cutPieces,
  type MeasuredPieces,
  makePiece,
  makeSound,
  measurePieces,
  mergePieces,
  type Piece,
  type PieceFacts,
  pieceFacts,
  pieceSource,
  readMerged,
  readSource,
  readStaged,
  verifyMerged,
} from '../../../media/segments/index.ts';
import { loadPresets } from '../../../presets/index.ts';
import type { PlannedFilm, StagedPaths, Task, WorkerOptions } from './task.ts';

/** A worker has one core. */
const THREADS = 1;

const HOUR_MS = 3_600_000;

/** Nobody looks at it here; as often as a function's profile has it. */
const PROGRESS_SECONDS = 5;

/** Of what is written at once, bytes. */
const STEP_BYTES = 8 * 1024 * 1024;

/** Performs a task; what it returns is for whoever asked: a plan, a path, or nothing. */
export async function perform(task: Task, options: WorkerOptions): Promise<unknown> {
  if (task.kind === 'merge') return await merge(task.planned, task.staged, task.output, options);
  if (task.kind === 'sound') return await sound(task.planned, options);
  const { sizeBytes, plan, replan } = await planFilm(options);
  await using file = await open(options.input);
  const read = fileRange(file);
  const source = await readSource(read, sizeBytes, plan);
  const bench = await benchIn(options);
  if (task.kind === 'plan') return planned(await measurePieces(plan, source, read, bench, replan), bench);
  return await made(task.facts, task.piece, source, read, bench);
}

async function planFilm({ input, preset: name }: WorkerOptions) {
  const preset = (await loadPresets()).get(name);
  if (preset?.kind !== 'video') throw new Error(`${name} is no preset of a video.`);
  const probed = await probeFile(input);
  const replan = (correct: (probe: Probe) => Probe): Plan => planRendition(correct(probed), preset);
  return { sizeBytes: probed.sizeBytes, plan: planRendition(probed, preset), replan };
}

function planned(measured: MeasuredPieces, { input }: Bench): PlannedFilm {
  const pieces = cutPieces(measured.plan, measured.grid);
  return { measured, times: input, facts: pieceFacts(measured), pieces };
}

async function made(
  facts: PieceFacts,
  piece: Piece,
  source: Awaited<ReturnType<typeof readSource>>,
  read: ReadRange,
  bench: Bench,
): Promise<string> {
  const { path } = await makePiece(pieceSource(source, facts, piece), read, bench, THREADS);
  return path;
}

async function sound({ measured, times }: PlannedFilm, options: WorkerOptions): Promise<string | null> {
  const { audio } = measured.plan;
  return audio && (await makeSound(measured, audio, { ...(await benchIn(options)), input: times }));
}

/** What S3 would copy is copied here. */
async function merge(
  { measured }: PlannedFilm,
  paths: StagedPaths,
  output: string,
  options: WorkerOptions,
): Promise<void> {
  await using all = new AsyncDisposableStack();
  const opened = async (path: string) => {
    const file = all.use(await open(path));
    const read = fileRange(file);
    return { read, staged: await readStaged(read, (await file.stat()).size) };
  };
  const sound = paths.sound === null ? null : await opened(paths.sound);
  const pieces = await Promise.all(paths.pieces.map(opened));
  const merged = mergePieces(
    pieces.map(({ staged }) => staged),
    sound?.staged ?? null,
  );
  const read = async (of: 'sound' | number, offset: number, length: number) =>
    (await (of === 'sound' ? sound : pieces[of])?.read(offset, length)) ?? Buffer.alloc(0);
  await verifyMerged(merged, read, measured, await benchIn(options));
  const range = readMerged(merged, read);
  const file = all.use(await open(output, 'w'));
  for (let at = 0; at < merged.sizeBytes; at += STEP_BYTES) await file.write(await range(at, STEP_BYTES));
}

/** A folder of a task's own, with what is read in it. */
async function benchIn({ folder, ffmpeg: bin }: WorkerOptions): Promise<Bench> {
  const own = await mkdtemp(join(folder, 'task-'));
  return {
    folder: own,
    input: join(own, 'input.mp4'),
    run: (args, more) => runWatchedFfmpeg({ bin, args, cwd: own, deadlineMs: HOUR_MS, ...more }),
    onIncomplete: 'refuse',
    progressSeconds: PROGRESS_SECONDS,
    onProgress: () => {},
  };
}
