import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Key frames closer than this to the one before are left out, seconds: enough to tell what a seek costs. */
const APART_SECONDS = 0.5;

/**
 * The times of a video's key frames, seconds, from what ffmpeg's framecrc muxer wrote of their packets. Line by line:
 * where each frame is a key frame, a long film has a report of many MB.
 */
export async function readKeyFrames(report: string): Promise<number[]> {
  const times: number[] = [];
  let tick = 0;
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const base = /^#tb 0: (\d+)\/(\d+)$/.exec(line);
    if (base) tick = Number(base[1]) / Number(base[2]);
    const shown = /^0,\s*-?\d+,\s*(-?\d+),/.exec(line);
    if (!shown) continue;
    const seconds = Number(shown[1]) * tick;
    if (times.length === 0 || seconds - (times.at(-1) as number) >= APART_SECONDS) times.push(seconds);
  }
  return times;
}
