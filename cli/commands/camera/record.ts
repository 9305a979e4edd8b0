import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { wallTime } from '../../../presets/recordings/zonedTime.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { oneLine } from '../../terminal/printable.ts';
import { drawPicture, type Size } from './picture.ts';

/** A recording that is to be made. */
export interface Take {
  /** When it begins by the camera's clock, milliseconds since 1970: a whole second. */
  startMs: number;
  /** How much there is of it, seconds. */
  seconds: number;
  size: Size;
  /** Of the times that are written into it. */
  zone: string;
}

/** Pictures a second; each second begins with a key frame. */
export const RATE = 10;

const SAMPLE_RATE = 48_000;

/**
 * Makes a recording as a file: H.264 and AAC, each picture with its time and its number, and a beep where a second begins. The
 * number counts pictures since 1970, so that any picture tells its time.
 * @throws {CommandError} 1 with ffmpeg's words where it could not.
 */
export async function record(ffmpeg: string, path: string, take: Take): Promise<void> {
  // In a group of its own: a Ctrl-C lets what is under way come to its end.
  const child = spawn(ffmpeg, argumentsFor(path, take), {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = once(child, 'close');
  const words = text(child.stderr);
  // It says itself why it does not read on.
  child.stdin.on('error', () => {});
  for (const picture of picturesOf(take)) {
    if (!child.stdin.write(picture)) await Promise.race([once(child.stdin, 'drain'), ended]);
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new CommandError(1, `ffmpeg could not record: ${oneLine(await words)}`);
}

function* picturesOf({ startMs, seconds, size, zone }: Take): Generator<Buffer> {
  const first = Math.round((startMs * RATE) / 1_000);
  for (let at = 0; at < Math.round(seconds * RATE); at += 1) {
    const number = first + at;
    const ms = (number * 1_000) / RATE;
    yield drawPicture(size, {
      number: number % 65_536,
      secondShare: (ms % 1_000) / 1_000,
      lines: linesOf(ms, zone),
    });
  }
}

function linesOf(ms: number, zone: string): string[] {
  const { year, month, day, hour, minute, second, millisecond } = wallTime(ms, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(hour)}:${two(minute)}:${two(second)}.${Math.floor(millisecond / 100)}`;
  return [time, `${year}-${two(month)}-${two(day)}`];
}

/** Small and quick rather than fine. */
function argumentsFor(path: string, { startMs, seconds, size }: Take): string[] {
  return [
    ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
    ...['-s', `${size.width}x${size.height}`, '-r', String(RATE), '-i', 'pipe:0'],
    ...['-f', 'lavfi', '-i', beeps(startMs, seconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '28', '-g', String(RATE), '-threads', '1'],
    ...['-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart', path],
  ];
}

/** A twentieth of a second at each whole one; the pitch tells which: 500 Hz and 100 Hz more a second, over again after ten. */
function beeps(startMs: number, seconds: number): string {
  const clock = `(t+${Math.floor(startMs / 1_000) % 10})`;
  const pitch = `(500+100*mod(floor(${clock}),10))`;
  const beep = `if(lt(mod(${clock},1),0.05),0.5*sin(2*PI*${pitch}*mod(${clock},1)),0)`;
  return `aevalsrc=exprs='${beep}':sample_rate=${SAMPLE_RATE}:duration=${seconds}`;
}
