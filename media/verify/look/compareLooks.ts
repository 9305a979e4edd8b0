import { LOOK_SIDE } from '../../ffmpeg/look/lookFile.ts';
import { correlation, deviation, difference, type Look, luma, mean, plane } from './lookNumbers.ts';

export type { Look } from './lookNumbers.ts';

/** The same moment of a source and of what was made of it. */
export interface LookPair {
  meant: Look;
  made: Look;
}

/** Luma that varies less than this (standard deviation, of 255) shows nothing to compare. */
const DETAIL = 12;
/** Pictures are alike above the first, and strangers below the second. */
const ALIKE = 0.8;
const UNLIKE = 0.3;
/** Of 255: no conversion of ours moves all three colours of like pictures so far, in the mean. */
const FAR_OFF = 48;
/** Colours that vary more than this can be compared, and are swapped or turned round where they run against. */
const CHROMA_DETAIL = 12;
const AGAINST = -0.3;
const MIXED = 0.5;
/** Bars: of the picture's side, more than there are in the source. */
const BAR_SHARE = 0.1;
const BLACK = 24;
/** One moment may be a cut; so many have to agree. */
const MIN_MOMENTS = 2;

/**
 * What is wrong with a made picture, as far as it can be told for sure: every moment that can be compared says so, and
 * there are at least two. `sameColours` is false where the source's own look cannot be the output's (tone mapping).
 */
export function compareLooks(pairs: LookPair[], { sameColours }: { sameColours: boolean }): string[] {
  const telling = pairs.filter(({ meant }) => deviation(luma(meant)) >= DETAIL);
  if (telling.length < MIN_MOMENTS) return [];
  const verdicts = telling.map(pair => flawsOf(pair, sameColours));
  const [first = []] = verdicts;
  return first.filter(flaw => verdicts.every(flaws => flaws.includes(flaw)));
}

function flawsOf({ meant, made }: LookPair, sameColours: boolean): string[] {
  const [from, into] = [luma(meant), luma(made)];
  if (deviation(into) < 1) return ['the picture is empty'];
  const likeness = correlation(from, into);
  if (likeness > ALIKE) return coloursAreOff(meant, made, sameColours) ? ['the colours are off'] : [];
  if (likeness < -ALIKE) return ['the picture is a negative'];
  if (likeness < UNLIKE && bestTurn(from, into) > ALIKE) return ['the picture is turned or mirrored'];
  return hasBars(from, into) ? ['the picture has bars that the source has not'] : [];
}

function coloursAreOff(meant: Look, made: Look, sameColours: boolean): boolean {
  const off = [0, 1, 2].map(channel => Math.abs(mean(plane(meant, channel)) - mean(plane(made, channel))));
  if (sameColours && Math.max(...off) > FAR_OFF) return true;
  // What is bluer and redder than grey; both have to be there on both sides.
  const [blue, red] = [difference(meant, 2), difference(meant, 0)];
  const [madeBlue, madeRed] = [difference(made, 2), difference(made, 0)];
  if (Math.min(...[blue, red, madeBlue, madeRed].map(deviation)) < CHROMA_DETAIL) return false;
  const [straight, crossed] = [
    [correlation(blue, madeBlue), correlation(red, madeRed)],
    [correlation(blue, madeRed), correlation(red, madeBlue)],
  ] as const;
  if (Math.max(...straight) < AGAINST) return true;
  return Math.max(...straight) < MIXED && Math.min(...crossed) > ALIKE;
}

/** The best likeness of the seven other ways to lay a square. */
function bestTurn(meant: Float64Array, made: Float64Array): number {
  let best = -1;
  let turned = meant;
  for (const mirrored of [false, true]) {
    if (mirrored) turned = laid(meant, (x, y) => [LOOK_SIDE - 1 - x, y]);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      if (mirrored || quarter > 0) best = Math.max(best, correlation(turned, made));
      turned = laid(turned, (x, y) => [y, LOOK_SIDE - 1 - x]);
    }
  }
  return best;
}

function laid(values: Float64Array, from: (x: number, y: number) => [number, number]): Float64Array {
  return values.map((_, at) => {
    const [x, y] = from(at % LOOK_SIDE, Math.floor(at / LOOK_SIDE));
    return values[y * LOOK_SIDE + x] ?? 0;
  });
}

/** Black edges on either side, and the picture that was meant between them. */
function hasBars(meant: Float64Array, made: Float64Array): boolean {
  const [across, down] = [
    bar(made, (line, at) => at * LOOK_SIDE + line),
    bar(made, (line, at) => line * LOOK_SIDE + at),
  ];
  if (Math.max(across, down) / LOOK_SIDE < BAR_SHARE / 2) return false;
  const into = (at: number, cut: number) =>
    Math.floor(cut + ((at + 0.5) * (LOOK_SIDE - 2 * cut)) / LOOK_SIDE);
  return (
    correlation(
      meant,
      laid(made, (x, y) => [into(x, across), into(y, down)]),
    ) > ALIKE
  );
}

/** How many lines from both edges on are black. */
function bar(values: Float64Array, place: (line: number, at: number) => number): number {
  const isBlack = (line: number) =>
    Array.from({ length: LOOK_SIDE }, (_, at) => values[place(line, at)] ?? 0).every(value => value < BLACK);
  let lines = 0;
  while (lines < LOOK_SIDE / 2 - 1 && isBlack(lines) && isBlack(LOOK_SIDE - 1 - lines)) lines += 1;
  return lines;
}
