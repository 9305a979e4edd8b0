import { spawnSync } from 'node:child_process';
import { PEAQ } from '../byHand/programs.ts';

/**
 * How a recording sounds beside what it was made of, two WAV files of 48 kHz: PEAQ's grade (ITU-R BS.1387, basic version), 0
 * where no difference is heard, -4 where it annoys very much.
 * @throws {Error} where it tells none.
 */
export function grade(original: string, made: string): number {
  const words = spawnSync(PEAQ.program, [original, made], { encoding: 'utf8' });
  const told = /Grade: (\S+)/.exec(words.stdout)?.[1];
  if (told === undefined) throw new Error(`${PEAQ.program} gave no grade: ${words.stderr}`);
  return Number(told);
}
