export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** One comparison, its rounds and its medians. */
export function printComparison(title: string, bare: number[], fanreel: number[], target: number): void {
  const list = (values: number[]) => values.map(value => value.toFixed(2)).join(' ');
  const ratio = median(fanreel) / median(bare);
  console.log(`${title}`);
  console.log(`  bare ffmpeg  median ${median(bare).toFixed(2)} s   (${list(bare)})`);
  console.log(`  fanreel      median ${median(fanreel).toFixed(2)} s   (${list(fanreel)})`);
  console.log(`  ratio ${ratio.toFixed(3)}x, target ${target.toFixed(2)}x\n`);
}
