import { execFileSync } from 'node:child_process';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { Fetched } from '../../../media/clips/fetched.ts';
import { type HardenedInputOptions, hardenedInput } from '../../../media/ffmpeg/hardenedInput.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { streamSpecifier } from '../../../media/probe/streamId.ts';

/** What ffmpeg's report tells of a packet, or of a decoded picture: when it is shown, microseconds, and what it is. */
export interface Shown {
  micros: number;
  checksum: string;
}

/** What of a file, and how it is opened. */
export type Opened = Pick<Fetched, 'path' | 'probe' | 'opened' | 'offsetSeconds'>;

/** Runs ffmpeg, and returns what it prints. */
export function ffmpeg(args: string[], cwd?: string): string {
  return execFileSync(findFfmpeg(process.env), ['-v', 'error', '-y', ...args], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 2 ** 30 },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a file holds: the packets of its pictures, and of its sound. */
export interface Packets {
  pictures: Shown[];
  sounds: Shown[];
}

/** The packets of a whole source by the clock of its container, so much later, without those that are not shown. */
export function packetsOfWhole(path: string, probe: Probe, offsetSeconds = 0): Packets {
  return packetsOfPart({ path, probe, opened: { ownClock: true }, offsetSeconds });
}

/** The packets of what was fetched, by the source's own clock. */
export function packetsOfPart({ path, probe, opened, offsetSeconds }: Opened): Packets {
  const { video, audio } = probe;
  const maps = [
    '-map',
    `0:${streamSpecifier('V', video)}`,
    ...(audio ? ['-map', `0:${streamSpecifier('a', audio)}`] : []),
  ];
  const [pictures = [], sounds = []] = report(
    path,
    opened,
    [...maps, '-c', 'copy', '-copyinkf'],
    offsetSeconds,
  );
  return { pictures, sounds };
}

/** The pictures that come out of the decoder, by the source's own clock. */
export function picturesIn({ path, probe, opened, offsetSeconds }: Opened): Shown[] {
  const decoded = ['-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-enc_time_base', '-1'];
  const map = ['-map', `0:${streamSpecifier('V', probe.video)}`];
  return report(path, opened, [...map, ...decoded], offsetSeconds)[0] ?? [];
}

/** Those that are shown from one moment on and up to another. */
export function during(shown: Shown[], range: { fromSeconds: number; toSeconds: number }): Shown[] {
  const [from, to] = [range.fromSeconds * 1e6, range.toSeconds * 1e6];
  return shown.filter(({ micros }) => micros >= from && micros < to);
}

/** What of some is not among others. */
export function missing(some: Shown[], others: Shown[]): Shown[] {
  const known = new Set(others.map(({ micros, checksum }) => `${micros} ${checksum}`));
  return some.filter(({ micros, checksum }) => !known.has(`${micros} ${checksum}`));
}

/** AV_PKT_FLAG_DISCARD: an edit list leaves it out. */
const DISCARD = 4;

/** A list for each stream of ffmpeg's report. */
function report(path: string, opened: HardenedInputOptions, args: string[], offset: number): Shown[][] {
  const lines = ffmpeg([...hardenedInput(path, opened), ...args, '-f', 'framecrc', '-']).split('\n');
  return lines
    .filter(line => line.startsWith('#tb'))
    .map(base => {
      const [, stream, num = 0, den = 1] = /^#tb (\d+): (\d+)\/(\d+)$/.exec(base)?.map(Number) ?? [];
      return lines
        .filter(line => line.startsWith(`${stream},`) && !isDiscarded(line))
        .map(line => shownIn(line, num / den, offset));
    });
}

function shownIn(line: string, tick: number, offset: number): Shown {
  const [, , pts, , size, checksum] = line.split(',').map(field => field.trim());
  return { micros: Math.round((Number(pts) * tick + offset) * 1e6), checksum: `${size} ${checksum}` };
}

function isDiscarded(line: string): boolean {
  const flags = /F=0x([0-9A-F]+)/i.exec(line)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 16) & DISCARD) !== 0;
}
