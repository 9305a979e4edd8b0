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
 * Lays recordings on the wall clock, in the order in which they begin. Names round: where the next one may begin at the very
 * end of the one before it, by its name and by the names of all before it, it does, and what one name tells narrows what the
 * others do. Else it begins when its name says.
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

/** The chain with one recording more; null where that cannot begin as this ends. */
function joined({ earliestMs, latestMs, endsMs }: Chain, next: Measured): Chain | null {
  const offsetMs = endsMs.at(-1) ?? 0;
  const earliest = Math.max(earliestMs, next.startMs - offsetMs);
  const latest = Math.min(latestMs, next.startMs + next.precisionMs - offsetMs);
  if (earliest > latest) return null;
  return { earliestMs: earliest, latestMs: latest, endsMs: [...endsMs, offsetMs + next.seconds * 1_000] };
}
