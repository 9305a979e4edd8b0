import type { ClipGap } from '../../../contract/clips/clipStory.ts';
import type { Laid } from './layRecordings.ts';
import { TOLERATED_MS } from './tolerated.ts';

/** What is taken of a recording, milliseconds since 1970. */
export interface Piece {
  /** Which one. */
  recording: number;
  fromMs: number;
  toMs: number;
}

/** What of a span there is. */
export interface Covered {
  pieces: Piece[];
  /** Of which nothing is there, and a recording begins later: that never will be. */
  gaps: ClipGap[];
  /** At its end, which no recording after it bounds: that may still come. Null where it is there. */
  missing: ClipGap | null;
}

/** Where recordings overlap, the one that began later has it: whoever began it had stopped the other. */
export function coverSpan(laid: readonly Laid[], { fromMs, toMs }: ClipGap): Covered {
  const pieces: Piece[] = [];
  const empty: ClipGap[] = [];
  const moments = momentsOf(laid, { fromMs, toMs });
  moments.slice(0, -1).forEach((start, at) => {
    const end = moments[at + 1] ?? toMs;
    const recording = latestAt(laid, start, end);
    const last = pieces.at(-1);
    if (recording === null) empty.push(joinedTo(empty, { fromMs: start, toMs: end }));
    else if (last?.recording === recording && last.toMs === start) last.toMs = end;
    else pieces.push({ recording, fromMs: start, toMs: end });
  });
  const lacks = empty.filter(gap => gap.toMs - gap.fromMs > TOLERATED_MS);
  const isBounded = ({ toMs: end }: ClipGap) => laid.some(({ startMs }) => startMs >= end);
  return {
    pieces,
    gaps: lacks.filter(isBounded),
    missing: lacks.find(gap => !isBounded(gap)) ?? null,
  };
}

/** At which something begins or ends, in order, the span's own beginning and end included. */
function momentsOf(laid: readonly Laid[], { fromMs, toMs }: ClipGap): number[] {
  const all = laid.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter(ms => ms > fromMs && ms < toMs);
  return [...new Set([fromMs, ...all, toMs])].sort((a, b) => a - b);
}

/** The one of those that have all of it that began last; of several that began together the last one. */
function latestAt(laid: readonly Laid[], fromMs: number, toMs: number): number | null {
  let latest: number | null = null;
  laid.forEach(({ startMs, endMs }, at) => {
    if (startMs > fromMs || endMs < toMs) return;
    if (latest === null || startMs >= (laid[latest]?.startMs ?? 0)) latest = at;
  });
  return latest;
}

/** Takes the gap before out of the list where this one goes on from there. */
function joinedTo(gaps: ClipGap[], gap: ClipGap): ClipGap {
  if (gaps.at(-1)?.toMs !== gap.fromMs) return gap;
  return { fromMs: gaps.pop()?.fromMs ?? gap.fromMs, toMs: gap.toMs };
}
