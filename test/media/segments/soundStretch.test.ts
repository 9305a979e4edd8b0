import { expect, test } from 'vitest';
import { randomOf } from '../../../lab/support/random.ts';
import {
  cutSound,
  FRAME,
  framesFor,
  type SoundCut,
  samplesOf,
} from '../../../media/segments/sound/soundCut.ts';
import { soundStretch } from '../../../media/segments/sound/soundStretch.ts';

const RATES = [22_050, 24_000, 32_000, 44_100, 48_000, 96_000];

/** A source of some minutes, whose sound may begin early or late, and how many packets it has. */
function drawn(seed: number): { cut: SoundCut; packets: number } {
  const random = randomOf(seed);
  const packet = random.pick([1_024, 1_152, 1_536, 2_048]);
  const packets = Math.floor(random.between(5_000, 30_000));
  const from = Math.floor(random.between(0, 3 * packet));
  const source = {
    ...{ rate: random.pick(RATES), packet, from },
    to: packets * packet - Math.floor(random.between(0, packet)),
  };
  return {
    cut: { source, rate: random.pick(RATES), at: Math.floor(random.between(-2_000, 400_000)) },
    packets,
  };
}

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

test.each(SEEDS)('pieces of sound are all of it, and none ends where another does not begin (%i)', seed => {
  const { cut } = drawn(seed);
  const pieces = cutSound(cut, 60);

  let frame = 0;
  for (const { firstFrame, frames } of pieces) {
    expect(firstFrame).toBe(frame);
    frame += frames;
  }
  expect(frame).toBe(framesFor(samplesOf(cut)));
});

test.each(SEEDS)('each piece is resampled from where the whole has a sample of the source (%i)', seed => {
  const { cut, packets } = drawn(seed);
  const { source, rate, at } = cut;
  for (const piece of cutSound(cut, 60)) {
    const stretch = soundStretch(cut, piece, packets);
    const { taken, encoded, delay, kept } = stretch;
    const first = stretch.packets.from * source.packet + taken.from;
    // By the clock of the whole, exactly, whether there is silence ahead or something is dropped.
    const encodedAt = at + ((first - source.from) * rate) / source.rate + encoded.from - delay;
    expect(encodedAt).toBe((piece.firstFrame - kept.from) * FRAME);
    expect(kept.to - kept.from).toBe(piece.frames);
    expect(kept.to).toBeLessThanOrEqual(stretch.frames);
    expect(taken.from).toBeGreaterThanOrEqual(0);
    expect(taken.to).toBeLessThanOrEqual((stretch.packets.to - stretch.packets.from) * source.packet);
  }
});
