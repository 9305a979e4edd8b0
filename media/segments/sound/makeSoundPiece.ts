import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import { fileRange } from '../../containers/bytes/fileRange.ts';
import { writeExcerpt } from '../../excerpts/writeExcerpt.ts';
import { REPORTS } from '../../ffmpeg/measureArgs.ts';
import { readSettled } from '../../measure/readSettled.ts';
import { readMovie } from '../../movie/readMovie.ts';
import { readSamples } from '../../movie/samples.ts';
import { outputBudget } from '../../plan/outputBudget.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';
import { readPackets, timeOf } from '../../timeline/readPackets.ts';
import { SAME_SECONDS } from '../../timeline/steps.ts';
import { SoundNotInPieces } from '../notForSegments.ts';
import type { SegmentSource } from '../source/segmentSource.ts';
import { sliceMovie } from '../source/sliceMovie.ts';
import { soundEnds } from '../source/soundEnds.ts';
import type { SoundCut, SoundPiece } from './soundCut.ts';
import { soundPieceArgs } from './soundPieceArgs.ts';
import { type SoundStretch, soundStretch } from './soundStretch.ts';

/**
 * Makes a piece of a film's sound: fetches the packets that it needs to `bench.input`, encodes them with some frames ahead, and
 * drops those. Returns its path: an MP4 of the piece's frames alone.
 * @throws {SoundNotInPieces} where what is decoded is not as the tables tell; {WorkError} preset/output-mismatch, and
 * runFfmpeg's; what `readRange` throws.
 */
export async function makeSoundPiece(
  { movie, sounds: [track] }: SegmentSource,
  { plan, cut, piece }: { plan: Plan; cut: SoundCut; piece: SoundPiece },
  readRange: ReadRange,
  { folder, input, run, onProgress }: Bench,
): Promise<string> {
  const { audio } = plan;
  if (!audio || !track) throw new TypeError('The film has no sound.');
  const { samples } = soundEnds(movie, track);
  const stretch = soundStretch(cut, piece, samples.count);
  await writeExcerpt(input, sliceMovie(movie, { track, samples }, [stretch.packets], 0), readRange);
  const encoded = join(folder, `encoded.${plan.container}`);
  await run(soundPieceArgs(audio, cut, stretch, { input, output: encoded }), {
    fileBytes: outputBudget(plan).bytes,
    onProgress: ({ outTimeSeconds }) =>
      onProgress((outTimeSeconds * cut.rate) / (stretch.encoded.to - stretch.encoded.from)),
  });
  await checkHeard(cut, stretch, folder);
  const path = join(folder, `sound.${plan.container}`);
  await dropAhead(encoded, path, stretch);
  return path;
}

/** A decoder that loses a packet, or makes something else of it, would move all that follows. */
async function checkHeard({ source }: SoundCut, { packets }: SoundStretch, folder: string): Promise<void> {
  const settled = await readSettled(join(folder, REPORTS.settled));
  const seconds = source.packet / source.rate;
  const heard = await readPackets(join(folder, REPORTS.heard));
  const isAsTold = heard.every(
    (frame, index) =>
      Math.abs(timeOf(frame) - index * seconds) < SAME_SECONDS &&
      // The very last packet may be cut short.
      (index === heard.length - 1 || Math.round(frame.seconds * source.rate) === source.packet),
  );
  if (heard.length !== packets.to - packets.from || !isAsTold || (settled ?? 0) > SAME_SECONDS) {
    throw new SoundNotInPieces('Its sound is not decoded to what its tables tell.');
  }
}

/** Keeps the piece's own frames. */
async function dropAhead(encoded: string, path: string, { kept, frames }: SoundStretch): Promise<void> {
  await using file = await open(encoded);
  const range = fileRange(file);
  const movie = await readMovie(range, (await file.stat()).size);
  const [track] = movie.tracks;
  const samples = track && readSamples(track.tables);
  if (!samples || samples.count !== frames) {
    const message = 'A piece of the sound is not what was to be encoded.';
    const detail = `${samples?.count ?? 0} of ${frames} frames came out of the encoder`;
    throw new WorkError('output-mismatch', { message, detail });
  }
  await writeExcerpt(path, sliceMovie(movie, { track, samples }, [kept], 0), range);
}
