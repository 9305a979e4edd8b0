import assert from 'node:assert/strict';
import { mkdir, mkdtemp, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAX_INDEX_BYTES } from '../../../contract/messages/piece.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { fileRange } from '../../../media/containers/bytes/fileRange.ts';
import { writeExcerpt } from '../../../media/excerpts/writeExcerpt.ts';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import {
  cutPieces,
  type MeasuredPieces,
  measurePieces,
  type PieceFacts,
  pieceFacts,
  pieceIndexes,
  pieceSource,
  readPieceIndex,
  readSource,
  type SegmentSource,
} from '../../../media/segments/index.ts';
import type { MeasuredSource } from '../../../media/video/encodeVideo.ts';
import { type MeasuredVideo, measureVideo } from '../../../media/video/measureVideo.ts';
import { prepareEncode } from '../../../media/video/prepareEncode.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';

/** Small and fast, with a group of pictures a second. */
export const PRESET: VideoPreset = {
  ...((await choosePresets(['720p'])).get('720p') as VideoPreset),
  ...{ height: 72, encoderSpeed: 'ultrafast', gopSeconds: 1 },
};

/** A source that is measured as a whole, and by its index. */
export interface InPieces {
  input: string;
  whole: MeasuredVideo;
  source: SegmentSource;
  measured: MeasuredPieces;
  /** The file that it was measured by. */
  measuredAt: string;
  /** Of the source, to measure it by its index. */
  bytesRead: number;
}

export async function measureInPieces(input: string, preset = PRESET): Promise<InPieces> {
  const { probe, first, replan, whole } = await measureWhole(input, preset);
  let bytesRead = 0;
  const read = async (offset: number, length: number) => {
    bytesRead += length;
    return await rangeOf(input)(offset, length);
  };
  const source = await readSource(read, probe.sizeBytes, first);
  const bench = await benchFor(input);
  const measured = await measurePieces({ first, source, readRange: read, bench, replan });
  return { input, whole, source, measured, measuredAt: bench.input, bytesRead };
}

/** A source as it is measured for an encode in one piece, and what it was planned by. */
export async function measureWhole(input: string, preset = PRESET) {
  const probe = await probeFile(input);
  const replan = (correct: (probe: Probe) => Probe) => planRendition(correct(probe), preset);
  const first = planRendition(probe, preset);
  return { probe, first, replan, whole: await measureVideo(first, await benchFor(input, input), replan) };
}

/**
 * The checksum of each frame that the encoder is given, of the whole and of its pieces one behind the other, each by an index of
 * its own.
 */
export async function framesOf({ input, whole, source, measured }: InPieces, pieceSeconds: number) {
  const pieces = cutPieces(measured.plan, measured.grid, pieceSeconds);
  // What a worker is told goes through a message.
  const facts: PieceFacts = JSON.parse(JSON.stringify(pieceFacts(measured)));
  const indexOf = pieceIndexes(source, facts, MAX_INDEX_BYTES);
  const inPieces = [];
  for (const piece of pieces) {
    const index = indexOf(piece);
    const pictures = index && (await readPieceIndex(index, source.movie.sizeBytes));
    if (!pictures) throw new Error(`Piece ${piece.index} has no index of its own.`);
    const cut = pieceSource(pictures, facts, piece);
    assert.deepStrictEqual(cut, pieceSource(source, facts, piece));
    const bench = await benchFor(input);
    await writeExcerpt(bench.input, cut.excerpt, rangeOf(input));
    inPieces.push(await checksums(cut, bench));
  }
  return { pieces, inPieces, inWhole: await checksums(whole, await benchFor(input, input)) };
}

/** A bench in a folder of its own beside the source. */
export async function benchFor(source: string, input?: string): Promise<Bench> {
  const folder = await mkdtemp(join(dirname(source), 'bench-'));
  await mkdir(folder, { recursive: true });
  const bin = findFfmpeg(process.env);
  return {
    folder,
    input: input ?? join(folder, 'input.mp4'),
    run: (args, more) => runWatchedFfmpeg({ bin, args, cwd: folder, deadlineMs: 60_000, ...more }),
    onIncomplete: 'make',
    progressSeconds: 1,
    onProgress: () => {},
  };
}

/** Ranged reads of a file that is opened anew each time. */
export function rangeOf(path: string) {
  return async (offset: number, length: number) => {
    await using file = await open(path);
    return await fileRange(file)(offset, length);
  };
}

async function checksums({ plan, timeline, grid }: MeasuredSource, bench: Bench): Promise<string[]> {
  const measured = await prepareEncode(plan, timeline, grid, bench);
  const report = join(bench.folder, 'frames.txt');
  await bench.run(
    uncompressed(ffmpegArgs(plan, { input: bench.input, output: report, threads: 1 }, measured)),
  );
  const lines = (await readFile(report, 'utf8')).split('\n');
  return lines.filter(line => line.startsWith('0,')).map(line => line.split(',')[5]?.trim() ?? '');
}

/** The same arguments, but that what the encoder would be given goes into a report. */
function uncompressed(args: string[]): string[] {
  const [codec, lastOption] = [args.indexOf('libx264'), args.indexOf('+cgop')];
  const muxer = args.indexOf('-movflags');
  const sound = args.indexOf('aac');
  const behind = sound === -1 ? args.slice(lastOption + 1, muxer) : args.slice(lastOption + 1, sound - 1);
  return [
    ...args.slice(0, codec),
    ...['rawvideo', '-pix_fmt', 'yuv420p'],
    ...(sound === -1 ? behind : [...behind, '-c:a', 'pcm_s16le']),
    ...['-f', 'framecrc', args[args.indexOf('-f', muxer) + 2] ?? ''],
    ...args.slice(args.indexOf('-f', muxer) + 3),
  ];
}
