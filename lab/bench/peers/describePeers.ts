import { counted, median } from '../meter/figures.ts';
import type { BenchTurn } from '../meter/turn.ts';
import { verdictOn } from '../pairs/noise.ts';

/** What one peer took, a turn a round, and made. */
export interface PeerFigures {
  name: string;
  unlike: string[];
  turns: BenchTurn[];
  /** Of its last turn, by rendition; VMAF is null where it cannot be measured. */
  outputs: Map<string, { vmaf: number | null; bytes: number }>;
}

/** Peers side by side: medians, and ratios to the first of the same round, which is bare ffmpeg. */
export function describePeers(title: string, peers: PeerFigures[], othersBefore: number): string {
  const [first] = peers;
  const bare = first?.turns ?? [];
  const all = peers.flatMap(({ turns }) => turns);
  return [
    title,
    '  who                         wall s   ratio  processor s   ratio  output: VMAF, kB',
    ...peers.map(peer => peerLine(peer, first ?? peer)),
    `  Medians of ${counted(bare.length, 'round')}.`,
    verdictOn({ bare, all, othersBefore, unit: 'rounds' }),
    ...peers.map(({ name, unlike }) => `  ${name}: ${unlike.join(' ')}`),
    '',
  ].join('\n');
}

function peerLine({ name, turns, outputs }: PeerFigures, first: PeerFigures): string {
  const columns = [
    ...figures(turns, first.turns, ({ wallSeconds }) => wallSeconds, [8, 8]),
    ...figures(turns, first.turns, ({ processorSeconds }) => processorSeconds, [13, 8]),
  ];
  const made = [...outputs].map(
    ([rendition, { vmaf, bytes }]) =>
      `${rendition} ${vmaf?.toFixed(2) ?? 'unmeasured'}, ${(bytes / 1_000).toFixed(0)}`,
  );
  return `  ${name.padEnd(26)}${columns.join('')}  ${made.join('; ')}`;
}

function figures(
  turns: BenchTurn[],
  firsts: BenchTurn[],
  of: (turn: BenchTurn) => number,
  [wide, narrow]: [number, number],
): string[] {
  const ratios = turns.flatMap((turn, round) => {
    const first = firsts[round];
    return first ? of(turn) / of(first) : [];
  });
  return [median(turns.map(of)).toFixed(2).padStart(wide), `${median(ratios).toFixed(3)}x`.padStart(narrow)];
}
