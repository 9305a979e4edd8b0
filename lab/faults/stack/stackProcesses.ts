import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The processes that work for a stack, told by the folder they work in. */
export interface StackProcesses {
  /** Workers: sandboxes of functions, and containers. */
  workers: number[];
  /** Of these, those that stand for containers. */
  containers: number[];
  ffmpegs: number[];
  /** Those of the embedded MediaConvert. */
  managed: number[];
}

export function processesIn(folder: string): StackProcesses {
  const found: StackProcesses = { workers: [], containers: [], ffmpegs: [], managed: [] };
  for (const pid of pids()) {
    const cwd = link(`/proc/${pid}/cwd`);
    if (!cwd.startsWith(folder)) continue;
    const command = read(`/proc/${pid}/cmdline`);
    if (command.includes('fleet/bootstrap.ts')) found.containers.push(pid);
    if (command.includes('bootstrap.ts')) found.workers.push(pid);
    else if (!read(`/proc/${pid}/comm`).startsWith('ffmpeg')) continue;
    else if (cwd.includes('/mediaconvert')) found.managed.push(pid);
    else found.ffmpegs.push(pid);
  }
  return found;
}

/** The worker that has this end of a connection. */
export function workerAtPort(folder: string, port: number): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = read('/proc/net/tcp').split('\n');
  // Columns: number, local address, remote address, state, ..., inode.
  const inode = lines
    .map(line => line.trim().split(/\s+/))
    .find(([, local]) => local?.endsWith(`:${hex}`))?.[9];
  if (!inode) return undefined;
  return processesIn(folder).workers.find(pid => sockets(pid).includes(`socket:[${inode}]`));
}

export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false; // it has ended by itself
  }
}

/** Resident memory, MB. */
export function ownResidentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;
}

function sockets(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map(file => link(`/proc/${pid}/fd/${file}`));
  } catch {
    return [];
  }
}

function pids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
