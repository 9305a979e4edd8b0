import { spawn } from 'node:child_process';

/** What an ffmpeg said and wrote. */
export interface Decoded {
  bytes: Buffer;
  lines: string[];
}

const DEADLINE_MS = 120_000;

/** Enough for an hour of what is asked for here; more is an attack. */
const MOST_LINES = 400_000;
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Runs a plain ffmpeg on one thread, with no more than a file to read. Whatever becomes of it, what it had written and said
 * until then is the answer: the caller looks at files of which anything may be wrong.
 */
export async function decode(bin: string, path: string, args: string[]): Promise<Decoded> {
  const general = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+info', '-threads', '1'];
  const input = ['-protocol_whitelist', 'file', '-copyts', '-i', `file:${path}`];
  const child = spawn(bin, [...general, ...input, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  const pieces: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > MOST_BYTES) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  const lines: string[] = [];
  let rest = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    if (lines.length < MOST_LINES) for (const part of parts) lines.push(part);
  });
  await new Promise(done => child.once('close', done).once('error', done));
  clearTimeout(timer);
  return { bytes: Buffer.concat(pieces), lines };
}

/** What the muxer of the small pictures says of their times is no fault of the file. */
const NO_FAULT = /non monotonically increasing dts/;

/** What ffmpeg calls an error, without the part of it that spoke. */
export function errorsIn(lines: string[]): string[] {
  return lines
    .filter(line => /\[(?:error|fatal|panic)\]/.test(line) && !NO_FAULT.test(line))
    .map(line => line.replace(/^(?:\[[^\]]*\] )*/, ''));
}
