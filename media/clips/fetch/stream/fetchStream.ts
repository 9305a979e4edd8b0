import type { ReadRange } from '../../../containers/bytes/boundedReader.ts';
import { writeExcerpt } from '../../../excerpts/writeExcerpt.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { Probe } from '../../../probe/probe.ts';
import type { ClipSource } from '../../clipPart.ts';
import type { Fetched } from '../../fetched.ts';
import { ownZero } from '../../ownZero.ts';
import type { SecondsRange } from '../secondsRange.ts';
import { checkStretch } from './checkStretch.ts';
import { findKey } from './findKey.ts';
import { CLOCK, findPlace, lastTime, NEAR_BYTES, type Stream } from './findPlace.ts';
import { layoutOf } from './packets.ts';
import { readStreamHead, type StreamHead } from './streamHead.ts';
import { trimStretch } from './trimStretch.ts';

/** What is read of the start: pictures and sound of any stream have begun in the second, and of most in the first. Bytes. */
const HEAD_BYTES = [1, 4].map(mebibytes => mebibytes * 1024 * 1024);

/** Looking for a stretch reads as much as this, bytes. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** Ahead of a part it begins by so much, so that sound that is stored a little earlier is there; behind it, it ends by so much. Ticks. */
const AHEAD = 2 * CLOCK;
const BEHIND = 3 * CLOCK;

/** So far ahead of that a key frame is looked for: where there is none between, at the next of these. Ticks. */
const KEY_AHEAD = [3 * CLOCK, 12 * CLOCK, 60 * CLOCK];

/** MPEG's clock goes on from zero then, and ffmpeg takes what is near that for times below zero. */
const WRAP = 2 ** 33;
const NEAR_WRAP = 120 * CLOCK;

/**
 * Writes the stretch of an MPEG transport stream that a part needs, its tables in front. Its clock is the source's.
 * @throws {UnfitIndex} where it cannot be found with certainty; what `readRange` throws.
 */
export async function fetchStream(
  source: ClipSource,
  range: SecondsRange,
  path: string,
): Promise<Omit<Fetched, 'readBytes'>> {
  const { probe, sizeBytes, readRange } = source;
  const { stream, head } = await openStream(source);
  const starts = { picture: head.picture / CLOCK, sound: head.sound === null ? null : head.sound / CLOCK };
  const zero = ownZero(probe, starts);
  const from = (range.fromSeconds + zero) * CLOCK - AHEAD;
  const to = (range.toSeconds + zero) * CLOCK + BEHIND;
  const startAt = await startOf(stream, from, head);
  const last = await findPlace(stream, to);
  const endAt = Math.min(sizeBytes, last.at + NEAR_BYTES + stream.layout.size);
  const length = Math.floor((endAt - startAt) / stream.layout.size) * stream.layout.size;
  const tables = Buffer.concat(head.tables);
  const excerpt = { head: tables, ranges: [{ offset: startAt, length }], sizeBytes: tables.length + length };
  await writeExcerpt(path, excerpt, readRange);
  await checkStretch(path, stream.layout, stream.pid);
  // What is cut off in the middle of a picture would be taken for damage.
  const whole = endAt < sizeBytes ? await trimStretch(path, stream.layout) : excerpt.sizeBytes;
  return {
    path,
    probe: stretchProbe(probe, whole, (to - from) / CLOCK),
    opened: { ownClock: true },
    offsetSeconds: -zero,
  };
}

async function openStream({ probe, sizeBytes, readRange }: ClipSource) {
  const { video, audio, incomplete } = probe;
  if (sizeBytes <= SMALL_BYTES) throw new UnfitIndex('It is small enough to be read whole.');
  if (video.streamId === null || incomplete) throw new UnfitIndex('It does not tell where its pictures are.');
  const pids = { picture: video.streamId, sound: audio?.streamId ?? null };
  const { layout, head } = await readStart(readRange, pids);
  const stream: Stream = { readRange, sizeBytes, layout, pid: video.streamId, codec: video.codec };
  // Where the clock begins anew, what follows has earlier times.
  const end = await lastTime(stream);
  if (end === null || end < head.picture || end > WRAP - NEAR_WRAP)
    throw new UnfitIndex('Its clock begins anew on the way.');
  return { stream, head };
}

async function readStart(readRange: ReadRange, pids: { picture: number; sound: number | null }) {
  for (const length of HEAD_BYTES) {
    const bytes = Buffer.from(await readRange(0, length));
    const layout = layoutOf(bytes);
    if (layout === null) throw new UnfitIndex('Its packets do not follow one another.');
    const head = readStreamHead(bytes.subarray(layout.startAt), layout, pids);
    if (head !== null) return { layout, head };
  }
  throw new UnfitIndex('Its start does not tell where decoding can begin.');
}

/** Where a key frame begins that is shown no later than a time; the start of the file where all of it is. */
async function startOf(stream: Stream, time: number, head: StreamHead): Promise<number> {
  if (time <= head.picture) return stream.layout.startAt;
  for (const ahead of KEY_AHEAD) {
    const place = await findPlace(stream, time - ahead);
    const key = await findKey(stream, place.at, time);
    if (key !== null) return key;
  }
  throw new UnfitIndex('It has no key frame to begin at.');
}

/** What is known of a stretch without looking at it. */
function stretchProbe(source: Probe, sizeBytes: number, durationSeconds: number): Probe {
  return {
    ...source,
    ...{ sizeBytes, durationSeconds, bytesRead: 0 },
    video: { ...source.video, durationSeconds, frameCount: null },
  };
}
