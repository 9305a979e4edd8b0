import { sampleRange } from '../../excerpts/sampleRange.ts';
import { readSamples, type Samples } from '../../movie/samples.ts';
import { durationTable, sizeTable } from '../../movie/tables.ts';
import type { TakenRun, TakenTrack } from '../fetch/movie/takenTrack.ts';
import { CopyObstacle } from './copyObstacle.ts';
import { beginOf, type CopyPart } from './copyPart.ts';

/** A frame of sound, and when it is heard in the clip, ticks; the clip's first picture is seen at zero. */
interface Frame {
  starts: number;
  ticks: number;
  run: TakenRun;
}

/** Ahead of the first that is heard, so that it decodes as in the whole. */
const FRAMES_AHEAD = 2;

/**
 * The sound of all parts as one track, frame on frame; null where no part has any. `seconds` is how long the
 * pictures are.
 * @throws {CopyObstacle} where some parts have sound and others have none.
 */
export function joinSounds(
  parts: CopyPart[],
  seconds: number,
  placeOf: (part: CopyPart) => number,
): TakenTrack | null {
  const tracks = parts.map(({ opened }) => opened.sounds);
  if (tracks.every(sounds => sounds.length === 0)) return null;
  if (tracks.some(sounds => sounds.length !== 1))
    throw new CopyObstacle('Sound is not in one track of each part.');
  const [first] = parts;
  const track = tracks[0]?.[0]?.track;
  if (!first || !track) return null;
  const { timescale } = track;
  const start = beginOf(first);
  const begins = parts.map(part => Math.round((beginOf(part) - start) * timescale));
  const end = Math.round(seconds * timescale);
  const frames: Frame[] = [];
  for (const [at, part] of parts.entries()) {
    const window = { from: begins[at] ?? 0, to: begins[at + 1] ?? end };
    const taken = framesIn(part, { start, isFirst: at === 0, window, place: placeOf(part) });
    if (taken.length === 0)
      throw new CopyObstacle(`Nothing is heard in part ${at + 1}, and silence cannot be copied.`);
    frames.push(...following(frames.at(-1), taken, at + 1));
  }
  return trackOf(track, frames, end);
}

/**
 * The frames that go on where the sound so far ends, from the one on that belongs nearest to there: no further off than half a
 * frame, and without a hole, for what decodes sound leaves holes out, and all that follows would come early.
 * @throws {CopyObstacle} where more than a frame is missing.
 */
function following(last: Frame | undefined, taken: Frame[], number: number): Frame[] {
  const [{ ticks, starts }] = taken as [Frame];
  // A recording's last frame is told to be shorter where its sound ends within it, and is decoded whole all the same.
  if (last === undefined) return taken.map((frame, at) => ({ ...frame, starts: starts + at * ticks, ticks }));
  const end = endOf(last);
  const nearest = taken.reduce((best, one) =>
    Math.abs(one.starts - end) < Math.abs(best.starts - end) ? one : best,
  );
  if (Math.abs(nearest.starts - end) > ticks)
    throw new CopyObstacle(`The sound ahead of part ${number} ends sooner than its pictures.`);
  const rest = taken.slice(taken.indexOf(nearest));
  return rest.map((frame, at) => ({ ...frame, starts: end + at * ticks, ticks }));
}

function endOf({ starts, ticks }: Frame): number {
  return starts + ticks;
}

function framesIn(
  { part, opened, zero }: CopyPart,
  {
    start,
    isFirst,
    window,
    place,
  }: { start: number; isFirst: boolean; window: { from: number; to: number }; place: number },
): Frame[] {
  const [sound] = opened.sounds;
  if (!sound) return [];
  const { track, clock } = sound;
  const samples = sound.samples ?? readSamples(track.tables);
  const shift = Math.round(
    (part.atSeconds - start - part.fromSeconds - zero) * track.timescale + clock.offsetTicks,
  );
  const startOf = (sample: number) => (samples.decoded[sample] ?? 0) + shift;
  const isHeard = (sample: number) =>
    (samples.decoded[sample] ?? 0) >= clock.from &&
    (samples.decoded[sample] ?? 0) < clock.to &&
    startOf(sample) < window.to &&
    startOf(sample + 1) > window.from;
  const heard = Array.from({ length: samples.count }, (_, sample) => sample).filter(isHeard);
  const [from, last] = [heard[0], heard.at(-1)];
  if (from === undefined || last === undefined) return [];
  const ahead = isFirst ? Math.max(0, from - FRAMES_AHEAD) : from;
  return Array.from({ length: last + 1 - ahead }, (_, index) => ahead + index).map(sample => ({
    starts: startOf(sample),
    ticks: startOf(sample + 1) - startOf(sample),
    run: runOf(samples, sample, place),
  }));
}

function runOf(samples: Samples, sample: number, place: number): TakenRun {
  const { offset, length } = sampleRange(samples, sample);
  return { offset: offset + place, length, samples: 1, entry: 1 };
}

function trackOf(track: TakenTrack['track'], frames: Frame[], end: number): TakenTrack {
  const ticks = frames.map(frame => frame.ticks);
  const first = frames[0]?.starts ?? 0;
  const atTicks = Math.max(0, first);
  return {
    track,
    runs: frames.map(({ run }) => run),
    keepsChunks: false,
    tables: [durationTable(ticks), sizeTable(frames.map(({ run }) => run.length))],
    mediaTicks: ticks.reduce((sum, one) => sum + one, 0),
    ...{
      shownFrom: Math.max(0, -first),
      shownTicks: Math.min(end, endOf(frames.at(-1) as Frame)) - atTicks,
      atTicks,
    },
  };
}
