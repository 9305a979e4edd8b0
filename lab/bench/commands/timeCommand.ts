import { createInterface } from 'node:readline';
import { runFanreel } from '../../support/runningStack.ts';
import { peakMb } from '../meter/peakMb.ts';

/** What a command took that prints many lines. */
export interface CommandTime {
  lines: number;
  /** From its start until its first line, and until its end, wall seconds. */
  firstSeconds: number;
  seconds: number;
  /** The most that was resident by a tenth of its time, and by its end. */
  earlyMb: number;
  peakMb: number;
}

/** Runs a command to its end. @throws {Error} where it fails. */
export async function timeCommand(projectDir: string, args: string[]): Promise<CommandTime> {
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1_000;
  const child = runFanreel(projectDir, args, ['ignore', 'pipe', 'inherit']);
  if (!child.stdout) throw new Error('It has no stdout.');
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  const samples: { at: number; mb: number }[] = [];
  const sampling = setInterval(() => samples.push({ at: passed(), mb: peakMb(child.pid) }), 50);
  let lines = 0;
  let firstSeconds = Number.NaN;
  for await (const _ of createInterface(child.stdout)) {
    if (lines === 0) firstSeconds = passed();
    lines += 1;
  }
  const code = await ended;
  clearInterval(sampling);
  if (code !== 0) throw new Error(`fanreel ${args[0]} ended with ${code}.`);
  const seconds = passed();
  const by = (until: number) => Math.max(...samples.filter(({ at }) => at <= until).map(({ mb }) => mb));
  return { lines, firstSeconds, seconds, earlyMb: by(seconds / 10), peakMb: by(seconds) };
}
