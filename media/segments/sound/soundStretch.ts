import { AHEAD_FRAMES, FRAME, framesFor, type SoundCut, type SoundPiece, samplesOf } from './soundCut.ts';

/** Behind a piece: the encoder looks at what comes next before it decides on a frame. */
const BEHIND_FRAMES = 4;

/** Samples of the output on either side for the resampler, whose filter reaches over some tens. */
const BESIDE_SAMPLES = 1_024;

/** Packets that are decoded ahead and dropped: what a decoder keeps of those before is there again. */
const PACKETS_AHEAD = 64;

/** Seconds ahead of a piece that are encoded and dropped. */
export function secondsAhead({ rate }: Pick<SoundCut, 'rate'>): number {
  return (AHEAD_FRAMES * FRAME) / rate;
}

/** What a piece of sound is made of. Numbers are of samples, but where they are packets or frames. */
export interface SoundStretch {
  /** Packets of the source. */
  packets: { from: number; to: number };
  /** What is taken of what they are decoded to, from the first packet on. */
  taken: { from: number; to: number };
  /** Silence ahead of that in the output, of sound that begins late. */
  delay: number;
  /** What is encoded of what is resampled. */
  encoded: { from: number; to: number };
  /** Which of the encoder's frames are the piece's, and how many there are. */
  kept: { from: number; to: number };
  frames: number;
}

/**
 * What a worker needs for a piece of sound. Its resampler begins where that of the whole has a sample of the source exactly, so
 * that both give the same samples. Pure.
 */
export function soundStretch(
  cut: SoundCut,
  { firstFrame, frames }: SoundPiece,
  packetCount: number,
): SoundStretch {
  const { source, rate, at } = cut;
  const begin = Math.max(0, firstFrame - AHEAD_FRAMES) * FRAME;
  const end = Math.min(samplesOf(cut), (firstFrame + frames + BEHIND_FRAMES) * FRAME);
  const step = gcd(source.rate, rate);
  const [stepIn, stepOut] = [source.rate / step, rate / step];
  const steps = Math.max(0, Math.floor((begin - BESIDE_SAMPLES - at) / stepOut));
  const from = source.from + steps * stepIn;
  // The output's sample that the first one taken is.
  const heardAt = at + steps * stepOut;
  const reach = Math.ceil(((end + BESIDE_SAMPLES - at) * source.rate) / rate);
  const to = Math.max(from, Math.min(source.to, source.from + reach));
  const firstPacket = Math.max(0, Math.floor(from / source.packet) - PACKETS_AHEAD);
  const first = firstPacket * source.packet;
  const keptFrom = firstFrame - begin / FRAME;
  return {
    packets: { from: firstPacket, to: Math.min(packetCount, Math.ceil(to / source.packet) + 1) },
    taken: { from: from - first, to: to - first },
    delay: Math.max(0, heardAt - begin),
    encoded: { from: Math.max(0, begin - heardAt), to: Math.max(0, begin - heardAt) + end - begin },
    kept: { from: keptFrom, to: keptFrom + frames },
    frames: framesFor(end - begin),
  };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
