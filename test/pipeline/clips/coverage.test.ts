import { describe, expect, it } from 'vitest';
import { coverSpan } from '../../../pipeline/clips/coverage/coverSpan.ts';
import { judge } from '../../../pipeline/clips/coverage/judge.ts';
import { layRecordings, type Measured } from '../../../pipeline/clips/coverage/layRecordings.ts';
import { partsOf } from '../../../pipeline/clips/coverage/partsOf.ts';
import { TOLERATED_MS } from '../../../pipeline/clips/coverage/tolerated.ts';
import { randomFrom } from '../../presets/recordings/randomFrom.ts';

const T = Date.UTC(2026, 10, 20, 10);
const named = (second: number, seconds: number, precisionMs = 1_000): Measured => ({
  startMs: T + second * 1_000,
  precisionMs,
  seconds,
});
const cover = (recordings: Measured[], from: number, to: number) =>
  coverSpan(layRecordings(recordings), { fromMs: T + from * 1_000, toMs: T + to * 1_000 });
const gap = (from: number, to: number) => ({ fromMs: T + from * 1_000, toMs: T + to * 1_000 });

describe('recordings on the wall clock', () => {
  it('follow one another where their names, which round, let them', () => {
    const laid = layRecordings([named(0, 10.4), named(10, 10.4), named(20, 10.4), named(31, 10)]);
    // The last is as near to its name as recorders are.
    expect(laid.map(({ startMs }) => (startMs - T) / 1_000)).toEqual([0, 10.4, 20.8, 31]);
  });

  it('have the beginnings of a chain narrowed by the names that come after', () => {
    const laid = layRecordings([named(0, 9.6), named(10, 9.6), named(20, 9.6)]);
    expect(laid[0]?.startMs).toBeCloseTo(T + 800, 6);
    expect(laid[2]?.startMs).toBeCloseTo(T + 20_000, 6);
  });

  it('begin when their names say where that is as exact as recorders are', () => {
    const drifting = layRecordings([named(0, 10.03), named(10, 9.97), named(20, 10.03)]);
    expect(drifting.map(({ startMs }) => startMs)).toEqual([T, T + 10_000, T + 20_000]);
  });

  it('begin when their names say where those are exact', () => {
    expect(
      layRecordings([named(0, 9.5, 0), named(10, 10.5, 0), named(20, 10, 0)]).map(one => one.startMs),
    ).toEqual([T, T + 10_000, T + 20_000]);
  });
});

describe('what of a span there is', () => {
  it('is all of it across a join', () => {
    const { pieces, gaps, missing } = cover([named(0, 10), named(10, 10)], 5, 15);
    expect(pieces).toEqual([
      { recording: 0, ...gap(5, 10) },
      { recording: 1, ...gap(10, 15) },
    ]);
    expect({ gaps, missing }).toEqual({ gaps: [], missing: null });
  });

  it('has a gap for good where a later recording bounds it, in the middle, at the beginning and at the end', () => {
    const recordings = [named(5, 5, 0), named(20, 5, 0), named(60, 5, 0)];
    const { gaps, missing } = cover(recordings, 0, 30);
    expect(gaps).toEqual([gap(0, 5), gap(10, 20), gap(25, 30)]);
    expect(missing).toBe(null);
  });

  it('lacks an end that may still come', () => {
    expect(cover([named(0, 10)], 5, 15)).toMatchObject({ gaps: [], missing: gap(10, 15) });
    expect(cover([], 5, 15)).toMatchObject({ pieces: [], gaps: [], missing: gap(5, 15) });
  });

  it('takes no notice of what a recorder loses between two files, and at the end', () => {
    const short = TOLERATED_MS / 1_000 / 2;
    const { gaps, missing } = cover([named(0, 10 - short, 0), named(10, 10 - short, 0)], 5, 20);
    expect({ gaps, missing }).toEqual({ gaps: [], missing: null });
  });

  it('is of the later one where recordings overlap, and of the earlier again where that goes on', () => {
    const { pieces } = cover([named(0, 60, 0), named(10, 5, 0)], 5, 20);
    expect(pieces.map(({ recording }) => recording)).toEqual([0, 1, 0]);
    expect(pieces[2]).toMatchObject(gap(15, 20));
  });
});

it('whatever recordings there are, pieces and gaps fill the span once, in order, from recordings that have them', () => {
  const { below } = randomFrom('coverage');
  const between = (from: number, to: number) => below(from * 1_000, to * 1_000) / 1_000;
  for (let round = 0; round < 300; round += 1) {
    const recordings = Array.from({ length: below(0, 9) }, () =>
      named(below(0, 60), between(0.5, 15), below(0, 2) * 1_000),
    ).sort((a, b) => a.startMs - b.startMs);
    const laid = layRecordings(recordings);
    const span = gap(between(0, 30), between(31, 60));
    const { pieces, gaps, missing } = coverSpan(laid, span);
    let at = span.fromMs;
    const all = [...pieces, ...gaps, ...(missing ? [missing] : [])].sort((a, b) => a.fromMs - b.fromMs);
    for (const { fromMs, toMs } of [...all, { fromMs: span.toMs, toMs: span.toMs }]) {
      // What is neither is too short to be told.
      expect(fromMs).toBeGreaterThanOrEqual(at);
      expect(fromMs - at).toBeLessThanOrEqual(TOLERATED_MS);
      at = toMs;
    }
    for (const { recording, fromMs, toMs } of pieces) {
      expect(laid[recording]?.startMs).toBeLessThanOrEqual(fromMs);
      expect(laid[recording]?.endMs).toBeGreaterThanOrEqual(toMs);
    }
    laid.forEach(({ startMs }, index) => {
      const { startMs: told, precisionMs } = recordings[index] as Measured;
      expect(startMs).toBeGreaterThanOrEqual(told - 1e-3);
      expect(startMs).toBeLessThanOrEqual(told + precisionMs + 1e-3);
    });
  }
});

describe('parts of a clip', () => {
  const recordings = [named(0, 10, 0), named(20, 10, 0)];
  const laid = layRecordings(recordings);
  const span = gap(5, 25);
  const { pieces } = coverSpan(laid, span);

  it('stay at their times where pictures are held', () => {
    expect(partsOf(pieces, laid, span, { gaps: { policy: 'allow', picture: 'hold' } })).toEqual({
      parts: [
        { source: 0, fromSeconds: 5, toSeconds: 10, atSeconds: 0 },
        { source: 1, fromSeconds: 0, toSeconds: 5, atSeconds: 15 },
      ],
      recordings: [0, 1],
      seconds: 20,
    });
  });

  it.each(['hold', 'go-on'] as const)(
    'begin with the first that there is where the beginning is missing (%s)',
    picture => {
      const late = gap(-4, 8);
      const parts = partsOf(coverSpan(laid, late).pieces, laid, late, { gaps: { policy: 'allow', picture } });
      expect(parts).toEqual({
        parts: [{ source: 0, fromSeconds: 0, toSeconds: 8, atSeconds: 0 }],
        recordings: [0],
        seconds: 8,
      });
    },
  );

  it('follow one another where pictures go on', () => {
    const { parts, seconds } = partsOf(pieces, laid, span, { gaps: { policy: 'allow', picture: 'go-on' } });
    expect(parts.map(({ atSeconds }) => atSeconds)).toEqual([0, 5]);
    expect(seconds).toBe(10);
  });
});

describe('a clip', () => {
  const nothing = { pieces: [], gaps: [], missing: gap(0, 10) };
  const half = cover([named(0, 5)], 0, 10);
  const holed = cover([named(0, 5, 0), named(8, 5, 0)], 0, 10);
  const whole = cover([named(0, 10)], 0, 10);

  it.each([
    ['allow', false, ['wait', 'wait', 'ready', 'ready']],
    ['allow', true, ['not-available', 'ready', 'ready', 'ready']],
    ['refuse', false, ['wait', 'wait', 'wait', 'ready']],
    ['refuse', true, ['not-available', 'not-available', 'not-available', 'ready']],
  ] as const)('with gaps: %s, at its limit: %s', (policy, isOver, verdicts) => {
    const judged = [nothing, half, holed, whole].map(covered => judge(covered, { policy, isOver }).is);
    expect(judged).toEqual(verdicts);
  });

  it('is told what it waits for, from when to when', () => {
    expect(judge(half, { policy: 'allow', isOver: false })).toEqual({
      is: 'wait',
      missing: 'no recording from 2026-11-20T10:00:05.000Z to 2026-11-20T10:00:10.000Z',
    });
  });
});
