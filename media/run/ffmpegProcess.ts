import { type ChildProcess, type IOType, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { inheritedFiles } from './inheritedFiles.ts';

const STDERR_BYTES = 4_096;

/**
 * Starts a program in a process group of its own, with no environment, no standard input and none of this process's
 * files: in the place of each that the child would find open, it finds the null device.
 */
export function startProcess(file: string, argv: string[], cwd: string): ChildProcess {
  const nothing = openSync('/dev/null', 'r');
  const stdio: (IOType | number)[] = ['ignore', 'pipe', 'pipe'];
  for (const fd of inheritedFiles()) {
    while (stdio.length < fd) stdio.push('ignore');
    stdio[fd] = nothing;
  }
  try {
    return spawn(file, argv, { cwd, env: {}, detached: true, stdio });
  } finally {
    closeSync(nothing);
  }
}

/** The last few KB of standard error, however much is written. */
export function tailOfStderr(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-STDERR_BYTES);
  });
  return () => text;
}

/** Signals the whole group, so that no child of the program's outlives it. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}
