import type { BenchTurn } from '../meter/turn.ts';
import { compare, type Pair, type Ratio } from './comparison.ts';
import { verdictOn } from './noise.ts';

/** One comparison: every turn, the ratios with their spread, and whether they may be quoted. */
export function printComparison(title: string, pairs: Pair[], othersBefore: number, target: number): void {
  const comparison = compare(pairs, othersBefore);
  console.log(title);
  console.log("  pair            wall s  processor s  others' cores  idle cores  load before");
  pairs.forEach(({ bare, fanreel }, index) => {
    console.log(turnLine(`${index + 1} bare`, bare));
    console.log(turnLine(`${index + 1} fanreel`, fanreel));
  });
  console.log(`  ratio of wall seconds       ${ratioText(comparison.wall)}, target ${target.toFixed(2)}x`);
  console.log(`  ratio of processor seconds  ${ratioText(comparison.processor)}`);
  console.log(`${verdictOn(comparison.rounds)}\n`);
}

function turnLine(
  name: string,
  { wallSeconds, processorSeconds, othersCores, idleCores, loadBefore }: BenchTurn,
): string {
  const columns = [wallSeconds, processorSeconds, othersCores, idleCores, loadBefore];
  const widths = [8, 13, 15, 12, 13];
  const texts = columns.map((value, index) => value.toFixed(2).padStart(widths[index] ?? 0));
  return `  ${name.padEnd(12)}${texts.join('')}`;
}

function ratioText({ median, least, most }: Ratio): string {
  return `median ${median.toFixed(3)}x (${least.toFixed(3)} to ${most.toFixed(3)})`;
}
