import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import { measureSource, type Timeline } from '../../measure/measureSource.ts';
import { neededPacketFilter } from '../../measure/neededPacketFilter.ts';
import { pictureShapes } from '../../measure/pictureShapes.ts';
import { settleSound } from '../../measure/settleSound.ts';
import type { Bench } from '../../run/bench.ts';
import { type ClipPart, type ClipSource, sourceAt } from '../clipPart.ts';
import { fetchPart } from '../fetch/fetchPart.ts';
import type { Fetched } from '../fetched.ts';
import { ownZero } from '../ownZero.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { namingSource } from '../plan/namingSource.ts';
import { isJoined, withOneClock } from './oneClock.ts';
import { cutOfFile, type PartFile } from './partFile.ts';
import { seekTo } from './seekTo.ts';

/** Fetched at once: each asks for many ranges by itself. */
const FETCHED_AT_ONCE = 4;

/**
 * Brings all parts of a clip to the bench's folder, and measures them there.
 * @throws {WorkError} as measureSource and runFfmpeg; what the sources' `readRange` throws.
 */
export async function openParts(plan: ClipPlan, sources: ClipSource[], bench: Bench): Promise<PartFile[]> {
  const fetched = await fetchAll(plan.parts, sources, bench.folder);
  const opened: PartFile[] = [];
  // One after the other: ffmpeg's reports have the same names each time.
  for (const [at, part] of plan.parts.entries()) {
    const source = sourceAt(sources, part.source);
    try {
      opened.push(await openPart(plan, part, source, fetched[at] as Fetched, bench));
    } catch (error) {
      throw namingSource(source.name, error);
    }
  }
  return opened;
}

/** Several parts of a source that can only be had whole share one file. */
async function fetchAll(parts: ClipPart[], sources: ClipSource[], folder: string): Promise<Fetched[]> {
  const whole = new Map<ClipSource, Fetched>();
  const fetchOne = async (part: ClipPart, at: number) => {
    const source = sourceAt(sources, part.source);
    const known = whole.get(source);
    if (known) return known;
    const fetched = await fetchPart(source, part, join(folder, `part-${at}`));
    if (isWhole(fetched, source)) whole.set(source, fetched);
    return fetched;
  };
  return await pMap(parts, fetchOne, { concurrency: FETCHED_AT_ONCE });
}

async function openPart(
  plan: ClipPlan,
  part: ClipPart,
  source: ClipSource,
  brought: Fetched,
  bench: Bench,
): Promise<PartFile> {
  const isAll = isWhole(brought, source);
  const { fetched, cut, place, timeline } = await measured(plan, part, brought, bench, isAll);
  const packetFilter = await neededPacketFilter(cut, place);
  const offsetSeconds = isAll ? -zeroOf(fetched, timeline) : fetched.offsetSeconds;
  const opened = { ...fetched.opened, ...timeline.opened, packetFilter };
  return {
    ...{ part: plan.parts.indexOf(part), name: source.name, fetched, isWhole: isAll },
    ...{ cut, timeline, offsetSeconds },
    opened: { ...opened, ...seekTo(part, fetched, offsetSeconds, timeline) },
    shapes: await pictureShapes(cut, place, { ownClock: true }),
    settled: await settled(cut, timeline, opened, place),
  };
}

/** A part's file; of a whole stream that was joined from several, a copy with one clock. */
async function measured(
  plan: ClipPlan,
  part: ClipPart,
  fetched: Fetched,
  bench: Bench,
  mayBeJoined: boolean,
): Promise<Pick<PartFile, 'fetched' | 'cut' | 'timeline'> & { place: Bench }> {
  const cut = cutOfFile(plan, part.source, fetched);
  const place = { ...bench, input: fetched.path };
  const timeline = await measureSource(cut, place, { ownClock: true });
  if (!mayBeJoined || !(await isJoined(cut, fetched, timeline, place)))
    return { fetched, cut, place, timeline };
  const copy = await withOneClock(cut, fetched, place);
  return copy ? await measured(plan, part, copy, bench, false) : { fetched, cut, place, timeline };
}

function isWhole({ probe }: Fetched, { sizeBytes }: ClipSource): boolean {
  return probe.sizeBytes === sizeBytes;
}

/** Where a whole source's own clock has its zero, by its container's, seconds. */
function zeroOf({ probe }: Fetched, { pictures, sound }: Timeline): number {
  const [first = 0] = pictures.times;
  return ownZero(probe, { picture: first, sound: sound?.first ?? null });
}

/** Sound that changes its form on the way or lies in two tracks is brought into one, with the times that it has. */
async function settled(
  { audio }: PartFile['cut'],
  { sound }: PartFile['timeline'],
  opened: PartFile['opened'],
  bench: Bench,
): Promise<string | null> {
  if (!audio || !sound || !(sound.changes || audio.right)) return null;
  const folder = `${bench.input}-sound`;
  await mkdir(folder);
  return await settleSound(audio, sound.end, opened, { ...bench, folder });
}
