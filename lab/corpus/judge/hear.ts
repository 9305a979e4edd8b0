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

/** ffmpeg's arguments for an output of all samples of a stream. */
export const SOUND = ['-ac', '2', '-ar', String(RATE_HZ), '-f', 's16le'];

/** Reads what SOUND asked for. */
export function readSound(bytes: Buffer): HeardSound {
  const [left, right] = [0, 1].map(channel => samplesOf(bytes, channel)) as [Int16Array, Int16Array];
  return {
    seconds: left.length / RATE_HZ,
    beeps: beepsOf(left),
    channels: [left, right].map(samples => ({ hz: frequencyOf(samples), dbfs: levelOf(samples) })),
  };
}

function samplesOf(bytes: Buffer, channel: number): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 4));
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = bytes.readInt16LE(index * 4 + channel * 2);
  return samples;
}

function beepsOf(samples: Int16Array): number[] {
  const beeps: number[] = [];
  let loudAt = Number.NEGATIVE_INFINITY;
  for (const [index, value] of samples.entries()) {
    if (Math.abs(value) <= LOUD) continue;
    if (index - loudAt > QUIET_SECONDS * RATE_HZ) beeps.push(index / RATE_HZ);
    loudAt = index;
  }
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
