import { createReadStream } from 'node:fs';

/** One packet of a stream, or one decoded frame, as ffmpeg's framecrc muxer tells of it. Times are seconds. */
export interface Packet {
  /** Null where the container gives none and ffmpeg could not find it out. */
  pts: number | null;
  dts: number;
  seconds: number;
  bytes: number;
  /** Decoding can begin here. */
  key: boolean;
  /** The demuxer knows that it is not whole. */
  corrupt: boolean;
  /** An edit list leaves it out: it is decoded, but not shown. */
  discarded: boolean;
}

/** When a packet is seen or heard, seconds; where its container does not tell, when it is decoded. */
export function timeOf({ pts, dts }: Packet): number {
  return pts ?? dts;
}

/** AV_PKT_FLAG_* of ffmpeg's packet.h; framecrc leaves the column out where the key flag alone is set. */
const KEY = 1;
const CORRUPT = 2;
const DISCARD = 4;

/** AV_NOPTS_VALUE, and what arithmetic on it makes of it: no film is timed this far from zero. Ticks. */
const NO_TIME = -(2 ** 60);

/**
 * The packets of a report of one stream, in the order of the file. Piece by piece, since a long film's report has many
 * MB: `stream, dts, pts, duration, size, checksum[, F=flags]` a line.
 */
export async function readPackets(report: string): Promise<Packet[]> {
  const packets: Packet[] = [];
  let [tick, rest] = [0, ''];
  const readLine = (line: string) => {
    const base = /^#tb 0: (\d+)\/(\d+)$/.exec(line);
    if (base) tick = Number(base[1]) / Number(base[2]);
    else if (!line.startsWith('#')) packets.push(...packetIn(line, tick));
  };
  // Not by readline, whose promise a line is half of the work of a job's reports.
  for await (const text of createReadStream(report, 'latin1')) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(readLine);
  }
  readLine(rest);
  return packets;
}

/** None in a line that is cut off. */
function packetIn(line: string, tick: number): Packet[] {
  const [, dts = '', pts = '', duration = '', bytes = ''] = line.split(',', 5);
  if (duration === '') return [];
  const times = { dts: Number(dts), pts: Number(pts), duration: Number(duration) };
  return [toPacket(times, Number(bytes), flagsIn(line), tick)];
}

/** Behind the checksum, where side data may be told of as well. */
function flagsIn(line: string): number {
  const flags = /, F=0x([0-9A-F]+)/i.exec(line)?.[1];
  return flags === undefined ? KEY : Number.parseInt(flags, 16);
}

function toPacket(
  { dts, pts, duration }: { dts: number; pts: number; duration: number },
  bytes: number,
  set: number,
  tick: number,
): Packet {
  return {
    pts: pts > NO_TIME ? pts * tick : null,
    dts: dts * tick,
    seconds: Math.max(0, duration * tick),
    bytes,
    key: (set & KEY) !== 0,
    corrupt: (set & CORRUPT) !== 0,
    discarded: (set & DISCARD) !== 0,
  };
}
