import { ffmpeg } from '../../support/clip.ts';

/** What an output's sound is made of, sample by sample: as players hear it that go by packets, not by times. */
export interface HeardSound {
  /** All its samples at their rate. */
  seconds: number;
  /** Where a beep begins, seconds. */
  beeps: number[];
  /** Of the left and of the right. */
  channels: { hz: number; dbfs: number }[];
}

const RATE_HZ = 48_000;
/** Of full scale. */
const LOUD = 3_000;
/** Beeps that lie nearer than this are one, seconds. */
const QUIET_SECONDS = 0.1;

export async function hear(path: string): Promise<HeardSound> {
  const bytes = await ffmpeg([
    ...['-i', path, '-map', '0:a:0', '-ac', '2', '-ar', String(RATE_HZ)],
    ...['-f', 's16le', '-'],
  ]);
  const [left, right] = [0, 1].map(channel => samplesOf(bytes, channel)) as [Int16Array, Int16Array];
  return {
    seconds: left.length / RATE_HZ,
    beeps: beepsOf(left),
    channels: [left, right].map(samples => ({ hz: frequencyOf(samples), dbfs: levelOf(samples) })),
  };
}

function samplesOf(bytes: Buffer, channel: number): Int16Array {
  return Int16Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    bytes.readInt16LE(index * 4 + channel * 2),
  );
}

function beepsOf(samples: Int16Array): number[] {
  const beeps: number[] = [];
  let loudAt = Number.NEGATIVE_INFINITY;
  samples.forEach((value, index) => {
    if (Math.abs(value) <= LOUD) return;
    if (index - loudAt > QUIET_SECONDS * RATE_HZ) beeps.push(index / RATE_HZ);
    loudAt = index;
  });
  return beeps;
}

/** Of the middle half, by how often it rises through zero. */
function frequencyOf(all: Int16Array): number {
  const samples = all.subarray(all.length / 4, (all.length * 3) / 4);
  const rises = samples.filter((value, index) => value >= 0 && (samples[index - 1] ?? 0) < 0);
  return (rises.length * RATE_HZ) / samples.length;
}

function levelOf(all: Int16Array): number {
  const samples = all.subarray(all.length / 4, (all.length * 3) / 4);
  const power = samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length;
  return 10 * Math.log10(power / 32_768 ** 2);
}
