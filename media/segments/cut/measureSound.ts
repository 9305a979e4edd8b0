import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { REPORTS } from '../../ffmpeg/measureArgs.ts';
import type { Samples } from '../../movie/samples.ts';
import { type Packet, readPackets } from '../../timeline/readPackets.ts';
import type { MeasuredVideo } from '../../video/measureVideo.ts';
import { NotForSegments, SoundNotInPieces } from '../notForSegments.ts';
import type { SoundCut } from '../sound/soundCut.ts';
import { samplesIn } from '../source/sliceMovie.ts';
import type { SoundEnds } from '../source/soundEnds.ts';
import { matchSamples } from './matchSamples.ts';

/** At either end of what is decoded so many packets may be shortened, by what an edit list leaves out. */
const SHORTENED = 3;

/** A first piece that would be all silence is none. */
const LATEST_SECONDS = 60;

/**
 * How a film's sound is cut, by what a decoder has told of both its ends in the reports in `folder`. That all between
 * is as its tables tell holds whoever makes a piece of it.
 * @throws {SoundNotInPieces} where the decoder and the tables differ.
 */
export async function measureSound(
  ends: SoundEnds,
  { plan: { audio }, timeline: { sound }, grid }: Pick<MeasuredVideo, 'plan' | 'timeline' | 'grid'>,
  folder: string,
): Promise<SoundCut | null> {
  if (!audio || !sound) return null;
  if (sound.first + grid.soundShift > LATEST_SECONDS) throw new SoundNotInPieces('Its sound begins late.');
  if (sound.changes) throw new SoundNotInPieces('Its sound changes its form on the way.');
  const { timescale } = ends.track;
  const offsetTicks = offsetOf(await readPackets(join(folder, REPORTS.sounds)), ends);
  const rate = await rateIn(join(folder, REPORTS.heard));
  const packet = (ends.packetTicks * rate) / timescale;
  const decoded = await readPackets(join(folder, REPORTS.heard));
  const whole = decoded.slice(SHORTENED, -SHORTENED);
  if (!Number.isInteger(packet) || whole.some(({ seconds }) => Math.round(seconds * rate) !== packet)) {
    throw new SoundNotInPieces('Its packets of sound are not as long as its tables tell.');
  }
  const sampleAt = (seconds: number) => Math.round(((seconds * timescale - offsetTicks) * rate) / timescale);
  return {
    source: { rate, packet, from: sampleAt(sound.first), to: sampleAt(sound.end) },
    rate: audio.sampleRateHz,
    at: Math.round((sound.first + grid.soundShift) * audio.sampleRateHz),
  };
}

/** How much later than its table tells a packet is heard, ticks. */
function offsetOf(packets: Packet[], { samples, kept, track }: SoundEnds): number {
  const taken = kept.flatMap(samplesIn);
  const sizes = taken.map(sample => samples.bytes[sample] ?? 0);
  const ends: Samples = {
    ...samples,
    ...{ count: taken.length, keys: null, later: new Int32Array(taken.length) },
    decoded: Float64Array.from([...taken, (taken.at(-1) ?? 0) + 1], sample => samples.decoded[sample] ?? 0),
  };
  try {
    return matchSamples(packets, ends, sizes, track.timescale).offsetTicks;
  } catch (error) {
    if (!(error instanceof NotForSegments)) throw error;
    throw new SoundNotInPieces('Its sound is not heard at the times that its tables tell.', { cause: error });
  }
}

/** Samples a second of a report of what was decoded. */
async function rateIn(report: string): Promise<number> {
  await using file = await open(report);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1_024), 0, 1_024, 0);
  const rate = /^#sample_rate 0: (\d+)$/m.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
  if (rate === undefined) throw new SoundNotInPieces('Nothing tells at which rate its sound is decoded.');
  return Number(rate);
}
