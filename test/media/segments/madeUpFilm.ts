import { type Random, randomOf } from '../../../lab/support/random.ts';
import type { Box } from '../../../media/movie/box.ts';
import type { Samples } from '../../../media/movie/samples.ts';
import type { Plan } from '../../../media/plan/plan.ts';
import type { PieceFacts, SegmentSource } from '../../../media/segments/index.ts';

/** How a film is made up, where a test does not leave that to chance. */
export interface MadeUp {
  /** The sample that its edit list begins with. */
  from?: number;
  /** Of `stss`: as they are, all of them listed, or no such table. */
  keys?: 'some' | 'listed' | 'untold';
  /** Where the first sample stands, bytes. */
  at?: number;
}

const TIMESCALES = [600, 15_360, 30_000, 90_000];
const RATES = [
  { num: 24_000, den: 1_001 },
  { num: 25, den: 1 },
  { num: 30, den: 1 },
];

/** A source by tables that no encoder wrote, and how it is to be cut: by its seed of any rate, reordering, gaps and edits. */
export function madeUpFilm(seed: number, made: MadeUp = {}): { source: SegmentSource; facts: PieceFacts } {
  const random = randomOf(seed);
  const int = (least: number, most: number) => Math.floor(random.between(least, most + 1));
  const timescale = random.pick(TIMESCALES);
  const samples = madeUpSamples(random, timescale, made);
  const from = made.from ?? (random.chance(0.3) ? (samples.keys?.[1] ?? 0) : 0);
  const count = samples.count - from - (random.chance(0.3) ? int(0, 9) : 0);
  const clock = { from, count, offsetTicks: int(-2, 2) * timescale + int(0, 3) };
  const shownAt = Array.from(samples.later.subarray(from, from + count), (later, index) => {
    return ((samples.decoded[from + index] ?? 0) + later + clock.offsetTicks) / timescale;
  }).sort((a, b) => a - b);
  const shown = { first: shownAt[random.chance(0.3) ? 3 : 0] ?? 0, last: shownAt.at(-1) ?? 0 };
  const rate = random.pick(RATES);
  const frames = Math.round(((shown.last - shown.first) * rate.num) / rate.den) + 1;
  const grid = {
    ...{ rate, frames, pictureShift: -shown.first, lastSeconds: rate.den / rate.num },
    ...{ soundShift: 0, heldFrames: 0, soundSeconds: null },
  };
  const plan = { video: { fps: rate, gopFrames: int(5, 60), streamIndex: 0 } } as Plan;
  const { boxes, tables, trak } = madeUpBoxes(timescale);
  const track = { ...{ id: 1, handler: 'vide', timescale }, boxes: trak, tables };
  const brand = Buffer.from('\0\0\0\u0014ftypisom\0\0\u0002\0mp41', 'latin1');
  const movie = { sizeBytes: 2 ** 40, brand, boxes, tracks: [track], endAt: 0 };
  return {
    source: { movie, picture: { track, samples }, sounds: [] },
    facts: { plan, grid, clock, shown: { ...shown, end: shown.last + 1 / 25 } },
  };
}

/** Pictures that are decoded ahead of up to three others, in groups that may be open, at a rate that may vary, some held for long. */
function madeUpSamples(random: Random, timescale: number, { keys = 'some', at = 5_000 }: MadeUp): Samples {
  const int = (least: number, most: number) => Math.floor(random.between(least, most + 1));
  // Of key frames none is decoded ahead of others.
  const [count, group, ahead] = [int(60, 300), int(8, 60), keys === 'some' ? int(0, 3) : 0];
  const [isOpen, varies, apart] = [random.chance(0.4), random.chance(0.4), random.chance(0.5)];
  const step = Math.round(timescale / random.pick([24, 29.97, 60]));
  const moments = [0];
  for (let picture = 0; picture < count; picture += 1) {
    const held = random.chance(0.01) ? 3 * timescale : 0;
    moments.push((moments.at(-1) ?? 0) + step * (varies ? int(1, 4) : 1) + held);
  }
  const order = Array.from({ length: Math.ceil(count / group) }, (_, index) => {
    return decodingOrder(index * group, Math.min(count, (index + 1) * group), ahead);
  });
  for (const [index, pictures] of order.entries()) {
    const before = order[index - 1];
    // What is shown last of a group is decoded behind the next one's key frame, and shown ahead of it.
    if (isOpen && ahead > 0 && before && before.length > ahead)
      pictures.splice(1, 0, ...before.splice(-ahead, ahead));
  }
  const pictures = order.flat();
  const decoded = Float64Array.from(moments);
  const bytes = Uint32Array.from(pictures, () => int(10, 50_000));
  let place = at;
  return {
    ...{ count, decoded, bytes },
    later: Int32Array.from(pictures, (picture, sample) => (moments[picture] ?? 0) - (moments[sample] ?? 0)),
    at: Float64Array.from(bytes, size => {
      place += size + (apart && random.chance(0.4) ? int(0, 9_000) : 0);
      return place - size;
    }),
    entry: Uint32Array.from(bytes, () => (random.chance(0.1) ? 2 : 1)),
    keys:
      keys === 'untold'
        ? null
        : pictures.flatMap((picture, sample) => (keys === 'listed' || picture % group === 0 ? [sample] : [])),
  };
}

/** Each picture that others refer to is decoded ahead of so many that are shown before it. */
function decodingOrder(first: number, end: number, ahead: number): number[] {
  const order = [first];
  for (let next = first + 1; next < end; ) {
    const between = Math.min(ahead, end - next - 1);
    order.push(next + between, ...Array.from({ length: between }, (_, index) => next + index));
    next += between + 1;
  }
  return order;
}

function madeUpBoxes(timescale: number): { boxes: Box[]; tables: Box[]; trak: Box[] } {
  const told = (type: string, length: number): Box => ({ type, body: Buffer.alloc(length, type) });
  const header = Buffer.alloc(24);
  header.writeUInt32BE(timescale, 12);
  const tables = [told('stsd', 90)];
  const media: Box[] = [
    { type: 'mdhd', body: header },
    { type: 'minf', body: [told('vmhd', 12), { type: 'stbl', body: tables }] },
  ];
  const trak: Box[] = [told('tkhd', 84), told('tref', 20), { type: 'mdia', body: media }, told('tapt', 60)];
  return { boxes: [told('mvhd', 100), { type: 'trak', body: trak }, told('udta', 30)], tables, trak };
}
