import { type Box, boxAt, bytesAt, childrenOf, dumpBoxes, parseBoxes } from './boxes.ts';

/** Sets all fragments of a copy of a file later, by each track's own clock; `tracks` by number, default all. */
export function delayFragments(bytes: Buffer, seconds: number, tracks?: readonly number[]): Buffer {
  const boxes = parseBoxes(Buffer.from(bytes));
  const clocks = clocksOf(boxes);
  for (const run of runsOf(boxes)) {
    const track = bytesAt(run, 'tfhd').readUInt32BE(4);
    if (tracks && !tracks.includes(track)) continue;
    const time = bytesAt(run, 'tfdt');
    const ticks = BigInt(Math.round(seconds * (clocks.get(track) ?? 1)));
    if (time.readUInt8(0) === 1) time.writeBigUInt64BE(time.readBigUInt64BE(4) + ticks, 4);
    else time.writeUInt32BE(time.readUInt32BE(4) + Number(ticks), 4);
  }
  return dumpBoxes(boxes);
}

/** As a file is left whose writer was killed: in the middle of the data of the fragment of that number, from 0. */
export function cutInFragment(bytes: Buffer, number: number, share = 0.5): Buffer {
  const boxes = parseBoxes(bytes);
  const fragments = boxes.flatMap(({ type }, index) => (type === 'moof' ? [index] : []));
  const first = fragments[number];
  if (first === undefined) throw new Error(`There is no fragment ${number}.`);
  const data = boxes.findIndex(({ type }, index) => index > first && type === 'mdat');
  const whole = dumpBoxes(boxes.slice(0, data));
  const part = dumpBoxes(boxes.slice(data, data + 1));
  return Buffer.concat([whole, part.subarray(0, Math.floor(part.length * share))]);
}

function runsOf(boxes: Box[]): Box[][] {
  return boxes
    .filter(({ type }) => type === 'moof')
    .flatMap(moof => childrenOf(moof).filter(({ type }) => type === 'traf'))
    .map(childrenOf);
}

function clocksOf(boxes: Box[]): Map<number, number> {
  const tracks = childrenOf(boxAt(boxes, 'moov')).filter(({ type }) => type === 'trak');
  return new Map(
    tracks.map(track => {
      const inside = childrenOf(track);
      return [bytesAt(inside, 'tkhd').readUInt32BE(12), bytesAt(inside, 'mdia/mdhd').readUInt32BE(12)];
    }),
  );
}
