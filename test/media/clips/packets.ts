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

/** Runs ffmpeg, and returns what it prints. */
export function ffmpeg(args: string[], cwd?: string): string {
  return execFileSync(findFfmpeg(process.env), ['-v', 'error', '-y', ...args], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 2 ** 30 },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The packets of a whole source by the clock of its container, without those that are not shown. */
export function packetsOfWhole(
  path: string,
  probe: Probe,
  kind: 'V' | 'a',
  opened?: HardenedInputOptions,
): Shown[] {
  return packetsIn(path, probe, kind, opened ?? { ownClock: { startSeconds: 0 } }, 0);
}

/** The packets of what was fetched, by the source's own clock. */
export function packetsOfPart({ path, probe, opened, offsetSeconds }: Fetched, kind: 'V' | 'a'): Shown[] {
  return packetsIn(path, probe, kind, opened, offsetSeconds);
}

/** The pictures that come out of the decoder, by the source's own clock. */
export function picturesIn({
  path,
  probe,
  opened,
  offsetSeconds,
}: Pick<Fetched, 'path' | 'probe' | 'opened' | 'offsetSeconds'>): Shown[] {
  const decoded = ['-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-enc_time_base', '-1'];
  return report(path, opened, [...mapOf(probe, 'V'), ...decoded], offsetSeconds);
}

function packetsIn(
  path: string,
  probe: Probe,
  kind: 'V' | 'a',
  opened: HardenedInputOptions,
  offset: number,
) {
  return report(path, opened, [...mapOf(probe, kind), '-c', 'copy', '-copyinkf'], offset);
}

function mapOf({ video, audio }: Probe, kind: 'V' | 'a'): string[] {
  const track = kind === 'V' ? video : audio;
  if (!track) throw new Error('There is no sound.');
  return ['-map', `0:${streamSpecifier(kind, track)}`];
}

/** AV_PKT_FLAG_DISCARD: an edit list leaves it out. */
const DISCARD = 4;

function report(path: string, opened: HardenedInputOptions, args: string[], offset: number): Shown[] {
  const text = ffmpeg([...hardenedInput(path, opened), ...args, '-f', 'framecrc', '-']);
  const [, num = 0, den = 1] = /^#tb 0: (\d+)\/(\d+)$/m.exec(text)?.map(Number) ?? [];
  return text
    .split('\n')
    .filter(line => line.startsWith('0,') && !isDiscarded(line))
    .map(line => {
      const [, , pts, , size, checksum] = line.split(',').map(field => field.trim());
      const seconds = (Number(pts) * num) / den + offset;
      return { micros: Math.round(seconds * 1e6), checksum: `${size} ${checksum}` };
    });
}

function isDiscarded(line: string): boolean {
  const flags = /F=0x([0-9A-F]+)/i.exec(line)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 16) & DISCARD) !== 0;
}
