import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { toolFfmpeg } from './supportedFfmpegs.ts';

/** Behind the standard three. */
const FIRST_PIPE = 3;

/** What one ffmpeg wrote to each of its outputs, and said. */
export interface Piped {
  outputs: Buffer[];
  words: string;
}

/**
 * Runs one ffmpeg for all that is asked of some files: to start one costs more than to decode a short film. `outputs` are
 * each one's arguments ahead of its name.
 * @throws {Error} with ffmpeg's words where it fails.
 */
export async function ffmpegPipes(general: string[], paths: string[], outputs: string[][]): Promise<Piped> {
  const args = [
    ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'info', ...general],
    ...paths.flatMap(path => ['-i', `file:${path}`]),
    ...outputs.flatMap((output, index) => [...output, `pipe:${FIRST_PIPE + index}`]),
  ];
  const child = spawn(toolFfmpeg(), args, {
    stdio: ['ignore', 'ignore', 'pipe', ...outputs.map(() => 'pipe' as const)],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const [code, words, ...written] = await Promise.all([
    ended,
    text(child.stderr as Readable),
    ...outputs.map((_, index) => buffer(child.stdio[FIRST_PIPE + index] as Readable)),
  ]);
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${words}`);
  return { outputs: written, words };
}
