import { mkdirSync } from 'node:fs';
import { FunctionLog, logPath } from './functionLog.ts';
import { type FunctionConfig, Sandbox } from './sandbox.ts';

/** An idle sandbox is kept warm this long, milliseconds; AWS keeps them for some minutes too. */
const IDLE_MS = 300_000;

/** The sandboxes of one function: warm ones are used again, new ones started as events come in together. */
export class SandboxPool {
  readonly #config: FunctionConfig;
  readonly #scratchRoot: string;
  readonly #log: FunctionLog;
  readonly #idle = new Map<Sandbox, NodeJS.Timeout>();
  readonly #busy = new Set<Sandbox>();

  constructor(config: FunctionConfig, folders: { scratch: string; logs: string }) {
    this.#config = config;
    this.#scratchRoot = folders.scratch;
    mkdirSync(folders.logs, { recursive: true });
    this.#log = new FunctionLog(logPath(folders.logs, config.name));
    this.#log.setMaxListeners(0);
  }

  /** Runs one event in a sandbox of its own. @throws as Sandbox.invoke. */
  async invoke(event: unknown, onEncoded?: () => void): Promise<unknown> {
    const sandbox = this.#take();
    this.#busy.add(sandbox);
    try {
      return await sandbox.invoke(event, onEncoded);
    } finally {
      this.#busy.delete(sandbox);
      if (sandbox.alive) this.#park(sandbox);
    }
  }

  close(): void {
    for (const sandbox of [...this.#busy, ...this.#idle.keys()]) sandbox.kill();
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#idle.clear();
    this.#log.end();
  }

  #take(): Sandbox {
    for (const [sandbox, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(sandbox);
      if (sandbox.alive) return sandbox;
    }
    return new Sandbox(this.#config, this.#scratchRoot, this.#log);
  }

  #park(sandbox: Sandbox): void {
    const timer = setTimeout(() => {
      this.#idle.delete(sandbox);
      sandbox.kill();
    }, IDLE_MS);
    this.#idle.set(sandbox, timer.unref());
  }
}
