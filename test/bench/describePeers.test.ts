import { expect, it } from 'vitest';
import type { BenchTurn } from '../../lab/bench/meter/turn.ts';
import { describePeers, type PeerFigures } from '../../lab/bench/peers/describePeers.ts';

function turn(wallSeconds: number, processorSeconds: number): BenchTurn {
  return { wallSeconds, processorSeconds, othersCores: 0, idleCores: 0, loadBefore: 0 };
}

function peer(name: string, turns: BenchTurn[]): PeerFigures {
  return {
    name,
    unlike: [`${name} is alone.`],
    turns,
    outputs: new Map([['720p', { vmaf: 93.456, bytes: 12_345 }]]),
  };
}

it('a peer is held beside the first one of the same round, so that a slow spell that met both is in no ratio', () => {
  const first = peer('first', [turn(10, 20), turn(40, 80), turn(10, 20)]);
  const other = peer('other', [turn(11, 22), turn(44, 88), turn(10, 30)]);
  const lines = describePeers('title', [first, other], 0.5).split('\n');
  expect(lines[3]).toMatch(/other +11\.00 +1\.100x +30\.00 +1\.100x +720p 93\.46, 12/);
  expect(lines).toContain('  Medians of 3 rounds.');
  expect(lines).toContain('  other: other is alone.');
  expect(lines.find(line => line.includes('NOT FIT TO QUOTE'))).toMatch(
    /Others kept 0\.50 cores busy before the start.*processor time varies by 300\.0 %/,
  );
});
