import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { compiledBeside } from '../lambda/compileCache.ts';
import type { FunctionConfig } from '../lambda/sandbox.ts';
import { killProcessesIn } from '../machine/processes.ts';

const BOOTSTRAP = join(import.meta.dirname, 'bootstrap.ts');

/** A worker that found nothing for so long ends, and others have its core, seconds. */
export const IDLE_SECONDS = 2;

/** From being told to end until it is killed, as a platform does, seconds. */
export const GRACE_SECONDS = 30;

/** A worker ends itself where its work runs over its time; one that does not even do that is killed so much later, seconds. */
const OVER_TIME_SECONDS = 5;

/** What heard of its worker. */
export interface WorkerEvents {
  /** It has a message, or has none any more. */
  changed(): void;
  ended(): void;
}

/** A worker of one rendition in a process of its own, with a scratch folder of its own, as a container has them. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #scratch: string;
  /** Unknown until it has started. */
  #isBusy: boolean | undefined;
  #isLeaving = false;
  /** Ends one that stands still. */
  #limit: NodeJS.Timeout | undefined;
  readonly #startedAt = performance.now();

  constructor(
    { name, bundle, environment, timeoutSeconds }: FunctionConfig,
    scratchRoot: string,
    log: Writable,
    events: WorkerEvents,
  ) {
    this.#scratch = join(scratchRoot, `${name}-${randomUUID().slice(0, 8)}`);
    mkdirSync(this.#scratch, { recursive: true, mode: 0o700 });
    this.#child = spawn(process.execPath, ['--no-warnings', '--max-semi-space-size=1', BOOTSTRAP], {
      cwd: this.#scratch,
      env: { ...environment, TMPDIR: this.#scratch, ...compiledBeside(bundle) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A terminal's Ctrl-C goes to the whole foreground group; workers end when the runtime says so.
      detached: true,
    });
    this.#child.stdout?.pipe(log, { end: false });
    this.#child.stderr?.pipe(log, { end: false });
    this.#child.on('message', message => {
      this.#isBusy = (message as { busy: boolean }).busy;
      if (!this.#isLeaving) this.#killIn(this.#isBusy ? timeoutSeconds + OVER_TIME_SECONDS : undefined);
      events.changed();
    });
    const ended = () => {
      this.#cleanUp();
      events.ended();
    };
    // One that cannot be started has no exit.
    this.#child.once('exit', ended).once('error', () => this.#child.exitCode === null && ended());
  }

  get isBusy(): boolean {
    return this.#isBusy === true;
  }

  /** It has started, and has no message. */
  get isIdle(): boolean {
    return this.#isBusy === false;
  }

  /** How long there has been one, seconds. */
  get ageSeconds(): number {
    return (performance.now() - this.#startedAt) / 1_000;
  }

  /** It has been told to end. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  /** Has it end by itself: at once where it has nothing. */
  leave(): void {
    this.#isLeaving = true;
    this.#child.kill('SIGTERM');
    this.#killIn(GRACE_SECONDS);
  }

  /** Ends the process and all that works for it, at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
    killProcessesIn(this.#scratch);
  }

  #killIn(seconds: number | undefined): void {
    clearTimeout(this.#limit);
    if (seconds !== undefined) this.#limit = setTimeout(() => this.kill(), seconds * 1_000).unref();
  }

  #cleanUp(): void {
    clearTimeout(this.#limit);
    killProcessesIn(this.#scratch);
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
