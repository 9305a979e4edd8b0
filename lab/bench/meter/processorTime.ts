import { readdirSync, readFileSync } from 'node:fs';
import { childPids } from '../../support/ending/childPids.ts';

/** Ticks a second of every time in /proc: USER_HZ, which is 100 on every Linux that Node runs on (proc(5)). */
const TICKS = 100;

/**
 * Processor seconds that a process and all it ever started have used.
 *
 * The kernel adds a child's time, and what that child had added up of its own children, to its parent's account when the
 * parent has waited for it (proc(5): cutime, cstime). So the accounts of the members that live hold the time of all that
 * have ended too: an ffmpeg that a sandbox of `fanreel up` ran is in that sandbox's account. Not counted is one whose
 * parent was killed first. It takes no rights, other than a cgroup of one's own.
 */
export function familySeconds(pid: number): number {
  const { own, reaped } = account(pid);
  return childPids(pid).reduce((sum, child) => sum + familySeconds(child), own + reaped);
}

/** Processor seconds of this process's children that have ended, and of theirs. */
export function endedChildrenSeconds(): number {
  return account(process.pid).reaped;
}

/** Processor seconds of a process alone, all its threads, without its children. */
export function ownSeconds(pid: number): number {
  return account(pid).own;
}

/** Processor seconds of a process's threads that live, added up by their names. */
export function threadSeconds(pid: number): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const task of tasksOf(pid)) {
    const folder = `/proc/${pid}/task/${task}`;
    const name = readFileSync(`${folder}/comm`, 'utf8').trim();
    const [utime = 0, stime = 0] = statFields(folder).slice(11, 13).map(Number);
    seconds.set(name, (seconds.get(name) ?? 0) + (utime + stime) / TICKS);
  }
  return seconds;
}

/** Processor seconds of all cores since the machine started: all but idle ones, and those that a hypervisor took away. */
export function machineSeconds(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .replace(/^cpu +/, '')
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS;
}

function tasksOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`);
}

function account(pid: number): { own: number; reaped: number } {
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = statFields(`/proc/${pid}`).slice(11, 15).map(Number);
  return { own: (utime + stime) / TICKS, reaped: (cutime + cstime) / TICKS };
}

/** From the third field on: the second, a program's name in brackets, may hold spaces. */
function statFields(folder: string): string[] {
  try {
    const stat = readFileSync(`${folder}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
