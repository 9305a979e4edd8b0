import { outputBudget } from '../../plan/outputBudget.ts';
import type { Plan } from '../../plan/plan.ts';

/** Nothing private or unasked-for goes on: titles, GPS, chapters, subtitles, data. */
export const NOTHING_ELSE = ['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'];

/** ffmpeg's arguments for the file that a plan's output is written to. */
export function outputFileArgs(plan: Plan, path: string): string[] {
  const budget = outputBudget(plan);
  return [
    // At these ffmpeg stops without a word. A little past the budget, so that verifyOutput can tell and refuse.
    ...['-t', String(budget.seconds + 1), '-fs', String(budget.bytes + 1024 * 1024)],
    // One stream far behind the other in the file must not end the encode.
    ...['-max_muxing_queue_size', '4096'],
    // +faststart: the index goes to the front, so that playing starts before all is there.
    ...['-movflags', '+faststart', '-f', plan.container, `file:${path}`],
  ];
}
