import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const PROJECT = join(import.meta.dirname, '../..');

export interface Seen {
  code: number | null;
  /** All that was written, escapes included. */
  raw: string;
  /** The same as a person reads it, without colours; what was redrawn is in it as often as it was drawn. */
  text: string;
}

export interface TerminalOptions {
  columns?: number;
  env?: Record<string, string>;
  /** What is typed, or done, once the command shows this text. */
  answer?: { to: string; by: string | (() => void) };
}

/** Runs the real command on a terminal of that width, which util-linux's `script` makes. */
export function runOnTerminal(
  args: string[],
  { columns = 80, env = {}, answer }: TerminalOptions = {},
): Promise<Seen> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const command = [process.execPath, 'cli/fanreel.ts', ...args].map(quoted).join(' ');
  const inTerminal = ['-qec', `stty cols ${columns} rows 30; exec ${command}`, '/dev/null'];
  const child = spawn('script', inTerminal, {
    cwd: PROJECT,
    env: { PATH, NODE_COMPILE_CACHE, TERM: 'xterm-256color', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let raw = '';
  let hasAnswered = answer === undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    if (hasAnswered || !answer || !raw.includes(answer.to)) return;
    hasAnswered = true;
    if (typeof answer.by === 'string') child.stdin.write(answer.by);
    else answer.by();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      const unix = raw.replaceAll('\r\n', '\n');
      resolve({ code, raw: unix, text: stripVTControlCharacters(unix) });
    });
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
