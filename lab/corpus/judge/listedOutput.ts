import type { Piped } from '../../support/ffmpegPipes.ts';

/** What a plain ffmpeg, a second opinion beside the product's probe, counts and reads in an output. */
export interface ListedOutput {
  size: string;
  fps: string;
  frames: number;
  seconds: number;
  /** When the first frame is shown. */
  startSeconds: number;
  codec: string;
  pixelFormat: string;
  /** Null where there is no sound. */
  audioSeconds: number | null;
  /** What should be gone: rotation, pixels that are not square, other streams, chapters, titles. */
  leftovers: string[];
}

/** ffmpeg's arguments for an output that lists every packet of a file: what listedOutput reads. */
export const LISTING = ['-map', '0', '-c', 'copy', '-f', 'framecrc'];

/** What a muxer writes of itself; all else in an output's tags came from the source. */
const OWN_TAGS = new Set(['major_brand', 'minor_version', 'compatible_brands', 'encoder']);

interface Stream {
  kind: string;
  /** Of its header, by name: codec_id, dimensions, sar. */
  header: Record<string, string>;
  /** A unit of time, seconds, as a fraction. */
  unit: [num: number, den: number];
  packets: { shown: number; lasts: number }[];
}

/** The facts of a file by its listing, and by what ffmpeg said of it as it opened it. */
export function listedOutput(listing: Buffer, words: Piped['words']): ListedOutput {
  const streams = streamsOf(listing.toString());
  // What it says of the outputs repeats most of it.
  const [opened = ''] = words.split(/^Output #0/m);
  const video = streams.find(({ kind }) => kind === 'video');
  if (!video) throw new Error(`The output has no video: ${words}`);
  const audio = streams.find(({ kind }) => kind === 'audio');
  const [num, den] = video.unit;
  return {
    size: video.header.dimensions ?? '',
    fps: asFraction(den, num * usual(video.packets.map(({ lasts }) => lasts))),
    frames: video.packets.length,
    seconds: secondsOf(video),
    startSeconds: (Math.min(...video.packets.map(({ shown }) => shown)) * num) / den,
    codec: video.header.codec_id ?? '',
    pixelFormat: /: Video: [^\n]*?, (\w+)[(,]/.exec(opened)?.[1] ?? '',
    audioSeconds: audio ? secondsOf(audio) : null,
    leftovers: leftoversOf(streams, video, opened),
  };
}

/** Lines of a listing: `#name stream: value`, and `stream, dts, pts, duration, size, checksum`. */
function streamsOf(listing: string): Stream[] {
  const streams: Stream[] = [];
  const at = (index: string) =>
    (streams[Number(index)] ??= { kind: '', header: {}, unit: [0, 1], packets: [] });
  for (const [, name = '', index = '', value = ''] of listing.matchAll(/^#(\w+) (\d+): (.*)$/gm)) {
    at(index).header[name] = value;
    if (name === 'media_type') at(index).kind = value;
    if (name === 'tb') at(index).unit = value.split('/').map(Number) as [number, number];
  }
  for (const [, index = '', shown, lasts] of listing.matchAll(/^(\d+), *-?\d+, *(-?\d+), *(\d+),/gm))
    at(index).packets.push({ shown: Number(shown), lasts: Number(lasts) });
  return streams;
}

/** Without what stands ahead of zero, as an encoder's own delay does. */
function secondsOf({ packets, unit: [num, den] }: Stream): number {
  const end = Math.max(...packets.map(({ shown, lasts }) => shown + lasts));
  const start = Math.max(0, Math.min(...packets.map(({ shown }) => shown)));
  return ((end - start) * num) / den;
}

function usual(steps: number[]): number {
  const sorted = steps.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function asFraction(num: number, den: number): string {
  const divisor = commonDivisor(num, den);
  return `${num / divisor}/${den / divisor}`;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function leftoversOf(streams: Stream[], video: Stream, opened: string): string[] {
  const [head = ''] = /^Input #0[\s\S]*?^ {2}Duration:/m.exec(opened) ?? [];
  const tags = [...head.matchAll(/^ {4}(\S+) *: /gm)].map(([, tag = '']) => tag);
  const chapters = opened.match(/^ *Chapter #/gm)?.length ?? 0;
  return [
    ...(/displaymatrix/i.test(opened) ? ['Display Matrix'] : []),
    ...(['1/1', '0/1', undefined].includes(video.header.sar) ? [] : [`pixels ${video.header.sar}`]),
    ...(streams.length > 2 ? [`${streams.length} streams`] : []),
    ...(chapters > 0 ? [`${chapters} chapters`] : []),
    ...tags.filter(tag => !OWN_TAGS.has(tag)).map(tag => `tag ${tag}`),
  ];
}
