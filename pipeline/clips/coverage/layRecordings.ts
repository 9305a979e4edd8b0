import { TOLERATED_MS } from './tolerated.ts';

/** A recording of which both is known: what its name tells, and how long it is. */
export interface Measured {
  /** When it begins, milliseconds since 1970... */
  startMs: number;
  /** ...and how much later it may begin in truth. */
  precisionMs: number;
  seconds: number;
}

/** From when to when a recording is, milliseconds since 1970. */
export interface Laid {
  startMs: number;
  endMs: number;
}

/** Recordings one behind the other without a gap. */
interface Chain {
  /** When its first begins, at the earliest and at the latest, by all that its recordings' names tell. */
  earliestMs: number;
  latestMs: number;
  /** When each of them ends, after the first's beginning. */
  endsMs: number[];
}

/**
 * Lays recordings on the wall clock, in the order in which they begin, each when its name says. Where that leaves a gap or an
 * overlap that a recorder does not make, and that rounding makes (a name of whole seconds may be one late), the next one
 * begins at the very end of the one before it, and what one name tells narrows what the others do.
 */
export function layRecordings(recordings: readonly Measured[]): Laid[] {
  const chains: Chain[] = [];
  for (const recording of recordings) {
    const last = chains.at(-1);
    const longer = last && joined(last, recording);
    if (longer) chains[chains.length - 1] = longer;
    else chains.push(chainOf(recording));
  }
  return chains.flatMap(({ earliestMs, endsMs }) =>
    endsMs.map((endMs, at) => ({
      startMs: earliestMs + (endsMs[at - 1] ?? 0),
      endMs: earliestMs + endMs,
    })),
  );
}

function chainOf({ startMs, precisionMs, seconds }: Measured): Chain {
  return { earliestMs: startMs, latestMs: startMs + precisionMs, endsMs: [seconds * 1_000] };
}

/** The chain with one recording more; null where that begins as its name says, or cannot begin as this ends. */
function joined({ earliestMs, latestMs, endsMs }: Chain, next: Measured): Chain | null {
  const offsetMs = endsMs.at(-1) ?? 0;
  if (Math.abs(earliestMs + offsetMs - next.startMs) <= TOLERATED_MS) return null;
  const earliest = Math.max(earliestMs, next.startMs - offsetMs);
  const latest = Math.min(latestMs, next.startMs + next.precisionMs - offsetMs);
  if (earliest > latest) return null;
  return { earliestMs: earliest, latestMs: latest, endsMs: [...endsMs, offsetMs + next.seconds * 1_000] };
}
