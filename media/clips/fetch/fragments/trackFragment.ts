import { type Box, bytesAt, parseBoxes, word } from '../../../movie/box.ts';

/** Of a sample of a fragment, by its table (ISO 14496-12, 8.8.8). Times are ticks of its track's clock. */
export interface FragmentSample {
  /** When it is decoded, and how much later it is shown. */
  decoded: number;
  ticks: number;
  later: number;
  at: number;
  bytes: number;
  isKey: boolean;
}

/** What goes for samples that do not tell it themselves. */
export interface Defaults {
  ticks: number;
  bytes: number;
  flags: number;
}

/** A fragment's index, where it stands in the file. */
export interface Fragment {
  at: number;
  /** What its `moof` holds. */
  boxes: Box[];
}

/** `tfhd`: which fields there are. */
const HAS_BASE = 0x1;
const HAS_DESCRIPTION = 0x2;
const HAS_TICKS = 0x8;
const HAS_BYTES = 0x10;
const HAS_FLAGS = 0x20;
const FROM_MOOF = 0x2_0000;

/** `trun`: which fields there are, and which each sample has. */
const HAS_PLACE = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const EACH_TICKS = 0x100;
const EACH_BYTES = 0x200;
const EACH_FLAGS = 0x400;
const EACH_LATER = 0x800;

/** A sample that is no key frame, or needs others, as ffmpeg tells them (mov.c: mov_read_trun). */
const NO_KEY = 0x1_0000 | 0x100_0000;

/**
 * The samples of a track in a fragment, in the order of decoding; none where it has none of it. Null where it does not tell
 * when the first is decoded, or where they are.
 */
export function samplesIn(
  { at, boxes }: Fragment,
  track: number,
  defaults: Defaults,
): FragmentSample[] | null {
  const samples: FragmentSample[] = [];
  let isFirst = true;
  for (const { type, body } of boxes) {
    if (type !== 'traf' || !Buffer.isBuffer(body)) continue;
    const traf = parseBoxes(body);
    const header = bytesAt(traf, 'tfhd');
    // What stands behind another track's samples cannot be found without these.
    const isPlaced = isFirst || (flagsOf(header) & (HAS_BASE | FROM_MOOF)) !== 0;
    isFirst = false;
    if (word(header, 4) !== track) continue;
    const decoded = decodeTime(bytesAt(traf, 'tfdt'));
    if (decoded === null || !isPlaced) return null;
    samples.push(...runsIn(traf, header, { at, decoded }, defaults));
  }
  return samples;
}

function flagsOf(box: Buffer): number {
  return word(box, 0) & 0xff_ffff;
}

function decodeTime(box: Buffer): number | null {
  if (box.length < 8) return null;
  return box[0] === 1 && box.length >= 12 ? Number(box.readBigUInt64BE(4)) : word(box, 4);
}

function* runsIn(
  traf: Box[],
  header: Buffer,
  start: { at: number; decoded: number },
  defaults: Defaults,
): Generator<FragmentSample> {
  const { base, ...own } = headerFields(header, defaults);
  let decoded = start.decoded;
  let at = base ?? start.at;
  for (const { type, body } of traf) {
    if (type !== 'trun' || !Buffer.isBuffer(body)) continue;
    for (const sample of samplesOf(body, own, { at, base: base ?? start.at, decoded })) {
      yield sample;
      decoded += sample.ticks;
      at = sample.at + sample.bytes;
    }
  }
}

function headerFields(header: Buffer, defaults: Defaults): Defaults & { base: number | null } {
  const flags = flagsOf(header);
  let at = 8;
  const next = (flag: number, bytes: number, read: () => number, otherwise: number) => {
    const value = (flags & flag) !== 0 && at + bytes <= header.length ? read() : otherwise;
    if ((flags & flag) !== 0) at += bytes;
    return value;
  };
  const base = next(HAS_BASE, 8, () => Number(header.readBigUInt64BE(at)), -1);
  next(HAS_DESCRIPTION, 4, () => 0, 0);
  const ticks = next(HAS_TICKS, 4, () => word(header, at), defaults.ticks);
  const bytes = next(HAS_BYTES, 4, () => word(header, at), defaults.bytes);
  const own = next(HAS_FLAGS, 4, () => word(header, at), defaults.flags);
  return { ticks, bytes, flags: own, base: base === -1 ? null : base };
}

function* samplesOf(
  run: Buffer,
  defaults: Defaults,
  start: { at: number; base: number; decoded: number },
): Generator<FragmentSample> {
  const flags = flagsOf(run);
  let from = 8;
  const next = (flag: number, otherwise: number) => {
    if ((flags & flag) === 0) return otherwise;
    from += 4;
    return word(run, from - 4);
  };
  const place = next(HAS_PLACE, 0) | 0;
  let at = (flags & HAS_PLACE) === 0 ? start.at : start.base + place;
  const first = next(HAS_FIRST_FLAGS, defaults.flags);
  let decoded = start.decoded;
  for (let sample = 0; sample < word(run, 4) && from <= run.length; sample += 1) {
    const ticks = next(EACH_TICKS, defaults.ticks);
    const bytes = next(EACH_BYTES, defaults.bytes);
    const own = next(EACH_FLAGS, defaults.flags);
    const later = next(EACH_LATER, 0) | 0;
    const isFirst = sample === 0 && (flags & HAS_FIRST_FLAGS) !== 0;
    yield { decoded, ticks, later, at, bytes, isKey: ((isFirst ? first : own) & NO_KEY) === 0 };
    decoded += ticks;
    at += bytes;
  }
}
