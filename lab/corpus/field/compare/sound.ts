import { decode, errorsIn } from './decode.ts';

/** The sound of a file as a plain ffmpeg decodes it, laid out by the times of its frames. */
export interface DecodedSound {
  startSeconds: number;
  endSeconds: number;
  /** How loud each STEP is, from startSeconds on: root mean square, 0 to 1; silence where there are no samples. */
  levels: Float64Array;
  errors: string[];
}

/** Seconds of one level. */
export const STEP = 0.005;

/** So that no tone is too high to be heard. */
const RATE = 48_000;
const SAMPLES_A_STEP = RATE * STEP;

/** A minute: longer ones are judged on their start. */
const MOST_BYTES = 60 * RATE * 2;

/** Decodes the sound that ffmpeg itself would choose, all channels together. Null where there is none. */
export async function decodeSound(bin: string, path: string): Promise<DecodedSound | null> {
  // What has more than two channels is mixed so that nothing clips, which is the project's rule too.
  const filters = `ashowinfo,aresample=rematrix_maxval=1,aformat=channel_layouts=stereo,aresample=${RATE},pan=mono|c0=0.5*c0+0.5*c1`;
  const { bytes, lines } = await decode(bin, path, [
    ...['-vn', '-sn', '-dn', '-af', filters, '-f', 's16le', '-fs', String(MOST_BYTES), '-'],
  ]);
  const pieces = lines.map(pieceOf).filter(piece => piece !== null && Number.isFinite(piece.seconds));
  const [first] = pieces;
  if (!first || bytes.length < 2) return null;
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  const [startSeconds, endSeconds] = span(pieces as Piece[], samples.length);
  const energy = new Float64Array(Math.ceil((endSeconds - startSeconds) / STEP) + 2);
  let done = 0;
  for (const { seconds, length } of pieces as Piece[]) {
    // What was decoded is one run of samples; its pieces are put where their times say.
    const upTo = Math.min(samples.length, Math.round(done + length * RATE));
    const offset = (seconds - startSeconds) * RATE - done;
    for (let index = Math.round(done); index < upTo; index += 1) {
      const step = Math.floor((index + offset) / SAMPLES_A_STEP);
      if (step >= 0 && step < energy.length) energy[step] = (energy[step] ?? 0) + (samples[index] ?? 0) ** 2;
    }
    done += length * RATE;
  }
  const levels = energy.map(sum => Math.sqrt(sum / SAMPLES_A_STEP) / 32_768);
  return { startSeconds, endSeconds, levels, errors: errorsIn(lines) };
}

interface Piece {
  seconds: number;
  length: number;
}

function pieceOf(line: string): Piece | null {
  const [, time, rate, count] = /ashowinfo.* pts_time:(\S+) .* rate:(\d+) nb_samples:(\d+)/.exec(line) ?? [];
  return time === undefined ? null : { seconds: Number(time), length: Number(count) / Number(rate) };
}

/** From the first sample to the last that was looked at. */
function span(pieces: Piece[], samples: number): [number, number] {
  let start = Infinity;
  let end = -Infinity;
  let heard = 0;
  for (const { seconds, length } of pieces) {
    if (heard >= samples / RATE) break;
    start = Math.min(start, seconds);
    end = Math.max(end, seconds + length);
    heard += length;
  }
  // A clock that leaps by hours would take all memory; such a file is judged on its first ten minutes.
  return [start, Math.min(end, start + 600)];
}
