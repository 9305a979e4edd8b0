import { decode, errorsIn } from './decode.ts';

/** The pictures of a file as a plain ffmpeg decodes them, each very small, with its time in the file's own clock. */
export interface Pictures {
  frames: Picture[];
  /** When the last picture ends, seconds in the file's own clock. */
  endSeconds: number;
  /** Of the first, upright and before it was made small. */
  width: number;
  height: number;
  /** Width over height as shown. */
  aspect: number;
  /** Its light is coded for a wider range than a plain screen's, so that its colours are changed on purpose. */
  hdr: boolean;
  /** Coded for all of 0 to 255, which players without a thought for the tag show too dark and too bright. */
  fullRange: boolean;
  errors: string[];
  /** There were more of them than are looked at. */
  cut: boolean;
}

export interface Picture {
  seconds: number;
  /** TINY.width x TINY.height pixels of red, green and blue. */
  rgb: Buffer;
}

export const TINY = { width: 48, height: 36 };
const BYTES = TINY.width * TINY.height * 3;

/** A minute at 60 a second: longer films are judged on their start. */
const MOST_FRAMES = 3_600;

/**
 * Decodes the video that ffmpeg itself would choose, turned upright as it turns it.
 * Null where it finds none or can decode nothing of it.
 */
export async function decodePictures(bin: string, path: string): Promise<Pictures | null> {
  const filters = `showinfo,scale=${TINY.width}:${TINY.height}:flags=area,format=rgb24`;
  const { bytes, lines } = await decode(bin, path, [
    ...['-an', '-sn', '-dn', '-vf', filters, '-vsync', 'passthrough', '-frames:v', String(MOST_FRAMES)],
    ...['-f', 'rawvideo', '-'],
  ]);
  const shown = lines.map(infoOf).filter(info => info !== null);
  const [first] = shown;
  const count = Math.min(shown.length, Math.floor(bytes.length / BYTES));
  if (!first || count === 0) return null;
  const frames = shown.slice(0, count).map(({ seconds }, index) => ({
    seconds,
    rgb: bytes.subarray(index * BYTES, (index + 1) * BYTES),
  }));
  const cut = count === MOST_FRAMES;
  const last = frames.reduce((most, { seconds }) => Math.max(most, seconds), -Infinity);
  return {
    frames,
    endSeconds: last + (cut ? 0 : await lastDuration(bin, path, frames)),
    ...first,
    hdr: lines.some(line => /color_trc:(?:smpte2084|arib-std-b67)/.test(line)),
    fullRange: lines.some(line => /showinfo.* (?:fmt:yuvj|color_range:pc)/.test(line)),
    errors: errorsIn(lines),
    cut,
  };
}

/** One line of the filter `showinfo`. */
function infoOf(line: string): { seconds: number; width: number; height: number; aspect: number } | null {
  const [, time, sarNum, sarDen, width, height] =
    /showinfo.* pts_time:(\S+) .* sar:(\d+)\/(\d+) s:(\d+)x(\d+)/.exec(line) ?? [];
  if (time === undefined) return null;
  const sar = Number(sarNum) > 0 && Number(sarDen) > 0 ? Number(sarNum) / Number(sarDen) : 1;
  const [w, h] = [Number(width), Number(height)];
  return { seconds: Number(time), width: w, height: h, aspect: (w * sar) / h };
}

/** How long the last picture is shown: as its packet says, else as long as is usual in the file. */
async function lastDuration(bin: string, path: string, frames: Picture[]): Promise<number> {
  const args = ['-an', '-sn', '-dn', '-c', 'copy', '-f', 'framecrc', '-'];
  const { bytes } = await decode(bin, path, args);
  const text = bytes.toString();
  const [, num = 0, den = 1] = (/^#tb 0: (\d+)\/(\d+)/m.exec(text) ?? []).map(Number);
  const usual = usualStep(frames);
  const told = [...text.matchAll(/^0,\s*-?\d+,\s*(-?\d+),\s*(\d+),/gm)]
    .map(([, pts, duration]) => ({ end: (Number(pts) * num) / den, seconds: (Number(duration) * num) / den }))
    // The muxer moves times by a constant, so that the last in order of time is looked for, not an equal one.
    .reduce((a, b) => (b.end > a.end ? b : a), { end: -Infinity, seconds: 0 });
  return told.seconds > 0 ? told.seconds : usual;
}

/** The median distance between two pictures, seconds; 0 for a single one. */
export function usualStep(frames: Picture[]): number {
  const steps = frames.slice(1).map(({ seconds }, index) => seconds - (frames[index]?.seconds ?? 0));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}
