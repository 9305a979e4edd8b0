import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import { planEach } from './planEach.ts';

/** The ffmpeg command of every video rendition of a clip, as the product runs it: one array of words each. */
export async function bareCommands(ffmpeg: string, clip: string, outputs: string): Promise<string[][]> {
  return [...(await planEach(clip))].map(([name, plan]) => [
    ffmpeg,
    ...ffmpegArgs(plan, { input: clip, output: join(outputs, `${name}.mp4`), progressSeconds: 1 }),
  ]);
}

/** Runs commands two at a time with xargs, as a shell user would. */
export async function runBare(commands: string[][], folder: string): Promise<void> {
  const list = join(folder, 'commands');
  writeFileSync(list, commands.map(command => command.map(quote).join(' ')).join('\0'));
  const xargs = spawn('xargs', ['-0', '-a', list, '-P2', '-I{}', 'sh', '-c', '{} >/dev/null'], {
    stdio: 'inherit',
  });
  const code = await new Promise(resolve => xargs.once('exit', resolve));
  if (code !== 0) throw new Error(`xargs ended with ${code}.`);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
