/** From when to when something lasted, in any unit. */
export interface Span {
  from: number;
  to: number;
}

/**
 * For how much of the time fewer than `count` of the spans lasted at once: from when the first begins until the last one
 * does, behind which there is nothing left to begin. 0 where all begin together.
 */
export function shareBelow(count: number, spans: Span[]): number {
  const begins = spans.map(({ from }) => from);
  const [first, last] = [Math.min(...begins), Math.max(...begins)];
  const moments = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const steps = moments.filter(moment => moment >= first && moment <= last);
  let below = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1] ?? step;
    const lasting = spans.filter(({ from, to }) => from <= step && to >= next && to > step).length;
    if (lasting < count) below += next - step;
  }
  return last > first ? below / (last - first) : 0;
}
