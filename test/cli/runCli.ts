import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

const PROJECT = join(import.meta.dirname, '../..');

/** Runs the real command as a child process of its own, with nothing of the environment but PATH, the run's cache and what is given. */
export function runCli(
  args: string[],
  env: Record<string, string> = {},
  stdin: number | 'ignore' = 'ignore',
): Promise<CliResult> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ['cli/fanreel.ts', ...args], {
    cwd: PROJECT,
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const result: CliResult = { code: null, stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ ...result, code }));
  });
}
