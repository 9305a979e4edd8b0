import { asFailure } from '../../../failures/failure.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import type { Recording, Recordings } from '../../ports/sources.ts';
import { coverSpan } from '../coverage/coverSpan.ts';
import { judge, type Verdict } from '../coverage/judge.ts';
import { layRecordings } from '../coverage/layRecordings.ts';
import { partsOf } from '../coverage/partsOf.ts';
import type { ClipCut, CutSource } from './clipCut.ts';
import { PROBES } from './probes.ts';

/** A camera's recordings between two moments, and whether there is enough of them. */
export type Look = Exclude<Verdict, { is: 'ready' }> | { is: 'ready'; cut: ClipCut };

/** What is looked for. */
export interface Sought {
  camera: string;
  fromMs: number;
  toMs: number;
}

/**
 * Looks for the recordings that a clip is cut from, as they are now; `isOver` where nothing is waited for any more.
 * @throws {WorkError} unknown-camera, and what the port throws.
 */
export async function findRecordings(
  { camera, ...span }: Sought,
  { gaps }: Pick<ClipPreset, 'gaps'>,
  isOver: boolean,
  recordings: Recordings,
): Promise<Look> {
  const near = withoutPast(await recordings.find(camera, span), span);
  const opened = await Promise.all(near.map(one => open(one, span, recordings)));
  const known = opened.filter(one => one !== null);
  const laid = layRecordings(known);
  const covered = coverSpan(laid, span);
  const verdict = judge(covered, { policy: gaps.policy, isOver });
  if (verdict.is !== 'ready') return verdict;
  const { parts, recordings: used, seconds } = partsOf(covered.pieces, laid, span, { gaps });
  const sources = used.flatMap(at => known[at]?.source ?? []);
  return { is: 'ready', cut: { sources, parts, seconds, gaps: verdict.gaps } };
}

/**
 * Of those that begin before the span, the last two: what began earlier is over by then, for the next one's beginning is its end.
 * Two, for a short recording may have been made beside the one that goes on.
 */
function withoutPast(found: Recording[], { fromMs }: { fromMs: number }): Recording[] {
  const last = found.findLastIndex(({ startMs, precisionMs }) => startMs + precisionMs <= fromMs);
  return found.slice(Math.max(0, last - 1));
}

/** A recording that was looked into; what comes after the span only bounds it, and nobody looks. */
interface Opened {
  startMs: number;
  precisionMs: number;
  seconds: number;
  source?: CutSource;
}

/** Null for one that cannot be read: it is as if it were not there, which may be since it is not whole yet. */
async function open(
  recording: Recording,
  { toMs }: { toMs: number },
  recordings: Recordings,
): Promise<Opened | null> {
  const { source, startMs, precisionMs, toldSeconds, overHttp } = recording;
  if (startMs >= toMs) return { startMs, precisionMs, seconds: toldSeconds ?? 1 };
  const readRange = (offset: number, length: number) => recordings.readRange(recording, offset, length);
  try {
    const probe = await PROBES.of(source, readRange);
    const seconds = probe.durationSeconds ?? toldSeconds ?? 0;
    const { key: name, sizeBytes } = source;
    const served = overHttp && { overHttp };
    return {
      startMs,
      precisionMs,
      seconds,
      source: { source, name, sizeBytes, readRange, probe, ...served },
    };
  } catch (error) {
    if (asFailure(error).class === 'input') return null;
    throw error;
  }
}
