import { execFile } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';

export interface Limits {
  /** Processor time over all threads, seconds: ffmpeg is told to end at it and killed a little later. */
  cpuSeconds: number;
  /** The most any one file it writes may have. */
  fileBytes?: number;
}

/** Found once per process: `prlimit` and `unshare` as command lines to put in front, each empty where it cannot work. */
let tools: Promise<[string[], string[]]> | undefined;

/**
 * The command line that runs `bin` under the kernel's limits and without a network, as far as this machine can:
 * - `prlimit` (util-linux) bounds processor time, address space, open files and the size of what is written, and
 *   allows no core dump. Where it is missing, as it may be on Lambda, these still hold: the wall-clock deadline, the
 *   function's own memory, processors and scratch disk, which one job has to itself, and ffmpeg's own `-max_pixels`,
 *   `-max_alloc`, `-max_streams`, `-t` and `-fs`.
 * - `unshare --net` puts ffmpeg where there is no network, not even 127.0.0.1; it takes root or user namespaces. Where
 *   it is refused (Lambda, most containers), the whitelists of hardenedInput are what keeps ffmpeg off the network.
 * Both replace themselves with the program: its pid, its signals and its exit code are ffmpeg's own, and arguments are
 * passed on as they are, without a shell.
 */
export async function confine(bin: string, args: string[], limits: Limits): Promise<[string, string[]]> {
  tools ??= Promise.all([
    firstThatRuns('prlimit', [limitArgs({ cpuSeconds: 60, fileBytes: GB })]),
    firstThatRuns('unshare', [['--net'], ['--map-root-user', '--net']]),
  ]);
  const [[prlimit], unshare] = await tools;
  const inputs = args.filter(arg => arg === '-i').length;
  const command = [...unshare, ...(prlimit ? [prlimit, ...limitArgs(limits, inputs)] : []), bin, ...args];
  return [command[0] as string, command.slice(1)];
}

/** What a confining program says when there is no such program to confine. */
export const CANNOT_START = /^(?:prlimit|unshare): failed to execute .*: (.*)$/m;

const GB = 1024 ** 3;

/** Standard streams, input, output and what libraries open as they start... */
const OPEN_FILES = 64;

/** ...and of each input more, what is told of it. */
const OPEN_FILES_AN_INPUT = 3;

/** From the limit of processor time that ffmpeg can catch to the one that it cannot. */
const GRACE_SECONDS = 5;

/** No honest source needs more memory than this (8K, 10 bit, tone-mapped), nor can have more than the machine has. */
const MAX_MEMORY = Math.min(totalmem(), 8 * GB);

/** What is limited is address space: each core has some three threads, each with a stack and a heap set aside. */
const MAX_ADDRESSES = MAX_MEMORY + (cpus().length * GB) / 2;

/** Where util-linux is; the environment is empty, and PATH with it. */
const FOLDERS = ['/usr/bin', '/bin'];

function limitArgs({ cpuSeconds, fileBytes }: Limits, inputs = 1): string[] {
  const files = OPEN_FILES + inputs * OPEN_FILES_AN_INPUT;
  const cpu = Math.ceil(cpuSeconds);
  return [
    ...[`--cpu=${cpu}:${cpu + GRACE_SECONDS}`, `--as=${MAX_ADDRESSES}`, `--nofile=${files}`, '--core=0'],
    ...(fileBytes === undefined ? [] : [`--fsize=${fileBytes}`]),
  ];
}

/** The first way of calling `tool` that manages to run a program which does nothing; empty where none does. */
async function firstThatRuns(tool: string, ways: string[][]): Promise<string[]> {
  const commands = FOLDERS.flatMap(folder => ways.map(way => [`${folder}/${tool}`, ...way]));
  for (const command of commands) {
    if (await runs([...command, '/bin/true'])) return command;
  }
  return [];
}

async function runs([file = '', ...args]: string[]): Promise<boolean> {
  return await promisify(execFile)(file, args, { env: {} }).then(
    () => true,
    () => false,
  );
}
