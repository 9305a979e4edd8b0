import { join } from 'node:path';
import { ffmpeg } from '../../support/clip.ts';
import { makeFilm } from '../byHand/film.ts';

/** How often the film that is made once goes into a recording, and into a long one. */
const LOOPS = 5;
const LONG_LOOPS = 30;

/** Recordings as a camera's in 1080p. */
export interface Recordings {
  /** Two of so many seconds each. */
  short: [string, string];
  seconds: number;
  /** One that is six times as long. */
  long: string;
  longSeconds: number;
}

/** Makes them of a film of so many seconds, over and over, for to encode all of it would take longer than to measure it. */
export async function makeRecordings(folder: string, filmSeconds: number): Promise<Recordings> {
  const film = await makeFilm(join(folder, 'minute.mp4'), filmSeconds);
  return {
    short: [
      await looped(film, LOOPS, join(folder, 'one.mp4')),
      await looped(film, LOOPS, join(folder, 'other.mp4')),
    ],
    seconds: LOOPS * filmSeconds,
    long: await looped(film, LONG_LOOPS, join(folder, 'long.mp4')),
    longSeconds: LONG_LOOPS * filmSeconds,
  };
}

async function looped(film: string, times: number, path: string): Promise<string> {
  await ffmpeg(['-stream_loop', String(times - 1), '-i', film, '-c', 'copy', path]);
  return path;
}
