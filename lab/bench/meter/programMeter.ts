import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookName } from '../../../media/ffmpeg/look/lookFile.ts';
import { REPORTS } from '../../../media/ffmpeg/measureArgs.ts';

/** What a run of ffmpeg was for. */
export type ProgramKind = 'measure' | 'encode' | 'look' | 'other';

export interface ProgramTime {
  kind: ProgramKind;
  /** Of the processor. */
  seconds: number;
  /** When it began and ended, seconds since the machine started. */
  from: number;
  to: number;
}

/** Words of which each is in the arguments of one kind alone. */
const SIGNS: Partial<Record<ProgramKind, string[]>> = {
  encode: ['libx264'],
  look: [lookName('made', '%d'), lookName('made', 0)],
  measure: [REPORTS.pictures],
};

/** `times` cuts off what is less than a tick, a hundredth of a second, of both its figures: half of one each in the mean. */
const CUT_OFF_SECONDS = 0.01;

/**
 * A program in ffmpeg's place that runs it and writes down what it was for and what it took: a shell's own start, a
 * millisecond, comes on top of each run.
 */
export class ProgramMeter {
  /** What to set FFMPEG_BIN to. */
  readonly path: string;
  readonly #report: string;

  constructor(ffmpeg: string, folder: string) {
    this.path = join(folder, 'metered-ffmpeg');
    this.#report = join(folder, 'metered-ffmpeg.txt');
    writeFileSync(this.path, scriptOf(ffmpeg, this.#report), { mode: 0o755 });
  }

  /** The runs that have ended since this was last asked, in order. */
  take(): ProgramTime[] {
    if (!existsSync(this.#report)) return [];
    const text = readFileSync(this.#report, 'utf8');
    rmSync(this.#report);
    return readProgramTimes(text);
  }
}

/** Each run in the report: its kind, when it began and ended, then what `times` says of the shell and of its children, `0m1.230000s 0m0.040000s`. */
export function readProgramTimes(text: string): ProgramTime[] {
  const runs = text.matchAll(/^(\w+) ([\d.]+) ([\d.]+)\n.*\n(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/gm);
  return [...runs].map(([, kind, from, to, userMinutes, user, systemMinutes, system]) => ({
    kind: kind as ProgramKind,
    from: Number(from),
    to: Number(to),
    seconds:
      (Number(userMinutes) + Number(systemMinutes)) * 60 + Number(user) + Number(system) + CUT_OFF_SECONDS,
  }));
}

function scriptOf(ffmpeg: string, report: string): string {
  const cases = Object.entries(SIGNS).map(
    ([kind, signs]) => `${signs.map(sign => `*${sign}*`).join('|')}) kind=${kind};;`,
  );
  return [
    '#!/bin/sh',
    `case "$*" in ${cases.join(' ')} *) kind=other;; esac`,
    // proc(5): the first of its two figures is the machine's time.
    'read from rest < /proc/uptime',
    `'${ffmpeg}' "$@"`,
    'code=$?',
    'read to rest < /proc/uptime',
    `{ echo $kind $from $to; times; } >> '${report}'`,
    'exit $code',
    '',
  ].join('\n');
}
