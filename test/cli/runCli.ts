import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ResidentCli } from './residentCli.ts';

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

const PROJECT = join(import.meta.dirname, '../..');

const resident = new ResidentCli(PROJECT);

/**
 * Runs the real command, with nothing of the environment but PATH, the run's cache and what is given. Where that is no more than the
 * stack's address it has no process of its own.
 */
export function runCli(
  args: string[],
  env: Record<string, string> = {},
  stdin: number | 'ignore' = 'ignore',
): Promise<CliResult> {
  const usual = stdin === 'ignore' && Object.keys(env).every(name => name === 'AWS_ENDPOINT_URL');
  return usual ? resident.run(args, env) : runInProcess(args, env, stdin);
}

/** As a child process of its own. */
function runInProcess(
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
