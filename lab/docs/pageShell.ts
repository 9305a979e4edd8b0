import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Ran {
  /** The status of the first command that failed, else 0; null when the time was up. */
  code: number | null;
  /** stdout and stderr, as they came. */
  output: string;
}

/** One bash for all blocks of a page, so that a later block knows what an earlier one has set, as at a reader's desk. */
export class PageShell {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<number>;
  #output = '';

  /** `folder` is where it stands, and where a block lies while it runs. */
  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#child = spawn('bash', ['--noprofile', '--norc'], { cwd: folder, env, detached: true });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    // A block that fails ends the shell, and what is then written to it has no reader.
    this.#child.stdin?.on('error', () => {});
    this.#ended = new Promise(done => this.#child.once('close', code => done(code ?? 1)));
  }

  /** Runs a block up to its first command that fails. After a failure, or a block that was too slow, nothing runs any more. */
  async run(text: string, timeoutMs: number): Promise<Ran> {
    const before = this.#output.length;
    const done = `done-${randomUUID()}`;
    const block = join(this.#folder, 'block.sh');
    writeFileSync(block, text);
    this.#child.stdin?.write(`set -eo pipefail; . ${block} </dev/null; echo ${done}\n`);
    const stop = new AbortController();
    const late = wait(timeoutMs, null, { signal: stop.signal }).catch(() => null);
    const code = await Promise.race([this.#until(done), this.#ended, late]);
    stop.abort();
    if (code === null) this.close();
    return { code, output: this.#output.slice(before).replace(`${done}\n`, '') };
  }

  /** Ends the shell with all that it has started. */
  close(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  }

  #until(done: string): Promise<number> {
    return new Promise(resolve => {
      const look = () => {
        if (!this.#output.includes(`${done}\n`)) return;
        this.#child.stdout?.off('data', look);
        resolve(0);
      };
      this.#child.stdout?.on('data', look);
    });
  }
}
