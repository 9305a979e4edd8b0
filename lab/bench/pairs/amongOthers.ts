import type { BenchOptions } from '../benchOptions.ts';
import { measureTurn } from '../meter/turn.ts';
import { verdictAmong } from './noise.ts';

/** Takes figures beside which nothing of bare ffmpeg runs. Returns what stands against quoting them, as fewerThan tells it. */
type Alone = (bench: BenchOptions) => Promise<string[]>;

/** The same, which then says in a line whether its figures may be quoted: few of them may not, nor those of a busy machine. */
export function amongOthers(measure: Alone): (bench: BenchOptions) => Promise<void> {
  return async bench => {
    let tooFew: string[] = [];
    const { othersCores } = await measureTurn(
      async () => {
        tooFew = await measure(bench);
      },
      () => 0,
    );
    console.log(`${verdictAmong(othersCores, tooFew)}\n`);
  };
}
