import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { compiledIn } from '../../lab/support/project.ts';
import type { Asked } from './residentMain.ts';
import type { CliResult } from './runCli.ts';

/**
 * Runs a checkout's commands without a process for each: to load what a command needs is most of its processor time. Commands that
 * run at the same time run in different processes. That a command ends by itself, and what it does of signals, is tried
 * elsewhere, in a process of its own.
 */
export class ResidentCli {
  readonly #projectDir: string;
  readonly #env: Record<string, string>;
  readonly #idle: Resident[] = [];

  /** All of them have `env` beside PATH and the run's cache. */
  constructor(projectDir: string, env: Record<string, string> = {}) {
    this.#projectDir = projectDir;
    this.#env = env;
  }

  /** With `env` beside what all of them have. */
  async run(args: string[], env: Record<string, string> = {}): Promise<CliResult> {
    const resident = this.#idle.pop() ?? new Resident(this.#projectDir, this.#env);
    const result = await resident.run({ args, env });
    this.#idle.push(resident);
    return result;
  }

  /** Ends them all, because what they have loaded has changed, say. */
  close(): void {
    for (const resident of this.#idle.splice(0)) resident.close();
  }
}

/** A process that runs one command after the other. */
class Resident {
  readonly #child: ChildProcess;
  #said = '';

  constructor(projectDir: string, more: Record<string, string>) {
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    this.#child = fork(join(import.meta.dirname, 'residentMain.ts'), [projectDir], {
      cwd: projectDir,
      env: { PATH, NODE_COMPILE_CACHE, ...compiledIn(projectDir), ...more },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    // Nothing here waits for it to end.
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as Socket | null)?.unref();
  }

  /** @throws {Error} with what it said, where it ends instead. */
  run(asked: Asked): Promise<CliResult> {
    return new Promise((resolve, reject) => {
      const onExit = () =>
        reject(new Error(`fanreel ${asked.args.join(' ')} ended its process: ${this.#said}`));
      this.#child.once('exit', onExit);
      this.#child.once('message', result => {
        this.#child.off('exit', onExit);
        resolve(result as CliResult);
      });
      this.#child.send(asked);
    });
  }

  close(): void {
    this.#child.disconnect();
  }
}
