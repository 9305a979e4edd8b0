import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { killProcessesIn, residentMb } from '../machine/processes.ts';
import { compiledBeside } from './compileCache.ts';

/** A function as the template describes it. */
export interface FunctionConfig {
  name: string;
  /** Path of the bundle, e.g. `.../index.mjs`, and the export in it. */
  bundle: string;
  handler: string;
  memoryMb: number;
  timeoutSeconds: number;
  /** The function's own variables, and nothing of this process's. */
  environment: Record<string, string>;
}

export interface Invocation {
  requestId: string;
  event: unknown;
  /** When the sandbox is killed, milliseconds since 1970. */
  deadline: number;
}

/** `result` is JSON text, absent for undefined. */
export type Answer =
  | { requestId: string; result?: string | undefined }
  | { requestId: string; error: string };

/** A program that the handler ran for long has ended: what is still to be done of the event takes little. */
export interface Encoded {
  encoded: true;
}

/** The sandbox died, or was killed for its memory or its time. */
export class SandboxDied extends Error {
  override readonly name = 'SandboxDied';
}

/** How often memory is looked at, milliseconds. On Lambda the kernel does it. */
const MEMORY_CHECK_MS = 500;

const BOOTSTRAP = join(import.meta.dirname, 'bootstrap.ts');

/** One execution environment of a function: a child process that answers one event at a time. */
export class Sandbox {
  readonly #config: FunctionConfig;
  readonly #scratch: string;
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;
  #why = 'it exited';
  #gone = false;

  constructor(config: FunctionConfig, scratchRoot: string, log: Writable) {
    this.#config = config;
    this.#scratch = join(scratchRoot, `${config.name}-${randomUUID().slice(0, 8)}`);
    mkdirSync(this.#scratch, { recursive: true, mode: 0o700 });
    this.#child = spawn(process.execPath, ['--no-warnings', BOOTSTRAP, config.bundle, config.handler], {
      cwd: this.#scratch,
      env: { ...config.environment, TMPDIR: this.#scratch, ...compiledBeside(config.bundle) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A terminal's Ctrl-C goes to the whole foreground group; sandboxes end when the runtime says so.
      detached: true,
    });
    this.#child.stdout?.pipe(log, { end: false });
    this.#child.stderr?.pipe(log, { end: false });
    this.#ready = this.#next(message => 'ready' in (message as object)).then(() => {});
    this.#ready.catch(() => {});
    this.#child.once('exit', () => this.#cleanUp());
    // A process that cannot be started, or a channel that closed under a message: both mean that it is gone.
    this.#child.on('error', () => this.#cleanUp());
  }

  get alive(): boolean {
    return !this.#gone;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Runs the handler on an event; resolves with what it returned. `onEncoded` hears when only little is left to do.
   * @throws {SandboxDied} when the process ended, ran out of time or memory; {Error} when the handler threw.
   */
  async invoke(event: unknown, onEncoded: () => void = () => {}): Promise<unknown> {
    await this.#ready;
    const requestId = randomUUID();
    const timeoutMs = this.#config.timeoutSeconds * 1_000;
    const timer = setTimeout(() => this.kill(`it ran over its ${this.#config.timeoutSeconds} s`), timeoutMs);
    const heard = (message: unknown) => {
      if ('encoded' in (message as Partial<Encoded>)) onEncoded();
    };
    this.#child.on('message', heard);
    const memory = setInterval(() => this.#checkMemory(), MEMORY_CHECK_MS);
    try {
      const answered = this.#next(message => (message as Answer).requestId === requestId);
      this.#child.send({ requestId, event, deadline: Date.now() + timeoutMs } satisfies Invocation);
      const answer = (await answered) as Answer;
      if ('error' in answer) throw new Error(answer.error);
      return answer.result === undefined ? undefined : JSON.parse(answer.result);
    } finally {
      clearTimeout(timer);
      clearInterval(memory);
      this.#child.off('message', heard);
    }
  }

  /** Ends the process and all that works for it, at once. */
  kill(why = 'it was stopped'): void {
    if (this.#gone) return;
    this.#why = why;
    this.#child.kill('SIGKILL');
    killProcessesIn(this.#scratch);
  }

  #next(wanted: (message: unknown) => boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const died = () => settle(() => reject(new SandboxDied(`${this.#config.name} died: ${this.#why}.`)));
      const received = (message: unknown) => {
        if (wanted(message)) settle(() => resolve(message));
      };
      const settle = (end: () => void) => {
        this.#child.off('message', received).off('exit', died).off('error', died);
        end();
      };
      if (this.#gone) return died();
      this.#child.on('message', received).once('exit', died).once('error', died);
    });
  }

  #checkMemory(): void {
    if (this.#child.pid === undefined) return;
    const used = residentMb(this.#child.pid);
    if (used > this.#config.memoryMb) {
      this.kill(`it used ${Math.round(used)} MB of its ${this.#config.memoryMb} MB`);
    }
  }

  #cleanUp(): void {
    this.#gone = true;
    killProcessesIn(this.#scratch);
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
