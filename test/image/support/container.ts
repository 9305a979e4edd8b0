import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { IMAGE_LAYOUT } from '../../../contract/compute/imageLayout.ts';
import { packagedFfmpeg } from '../../../media/build/packagedFfmpeg.ts';
import { imageVariables } from './dockerfile.ts';

/**
 * What a container engine does of a root file system, by mounts in a name space of its own: the image's files where the image has them,
 * and Node and glibc as its base image has them. All is read-only but scratch, there is no shell, and nothing else of this machine.
 */
const MOUNTS = `
set -e
root=$1 out=$2 ffmpeg=$3 node=$4 scratch=$5
shift 5
mount -t tmpfs -o size=1m,mode=755 image "$root"
cd "$root"
mkdir -p opt/fanreel opt/bin nodejs/bin usr/lib usr/lib64 proc dev scratch
ln -s usr/lib lib
ln -s usr/lib64 lib64
touch opt/bin/ffmpeg nodejs/bin/node dev/null
put() { mount --bind "$1" "$2" && mount -o remount,ro,bind "$2"; }
put "$out" opt/fanreel
put "$ffmpeg" opt/bin/ffmpeg
put "$node" nodejs/bin/node
put /usr/lib usr/lib
put /usr/lib64 usr/lib64
mount --bind /dev/null dev/null
mount --bind /proc proc
mount --bind "$scratch" scratch
cd /
mount -o remount,ro "$root"
`;

/** Files, and threads of all processes together. */
const LIMITS = ['--nofile=1024', '--nproc=256'];

/** Only root may mount, and not in every sandbox. */
export function canContain(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;
}

export interface ContainerOptions {
  /** What the image's build stage has made. */
  image: string;
  command: readonly string[];
  environment: Record<string, string>;
  /** Two folders: an empty one for the root file system, and scratch, which belongs to the image's user. */
  root: string;
  scratch: string;
}

/** A command of the image as a container has it: its user, without any capability, with its mounts and limits. */
export class Container {
  readonly #child: ChildProcess;
  said = '';

  constructor({ image, command, environment, root, scratch }: ContainerOptions) {
    const { user } = IMAGE_LAYOUT;
    const as = [`--root=${root}`, '--wd=/scratch', `--setgid=${user}`, `--setuid=${user}`];
    const contained = ['setpriv', '--no-new-privs', '--clear-groups', 'prlimit', ...LIMITS, 'unshare', ...as];
    const script = `${MOUNTS}\nexec ${contained.join(' ')} "$@"`;
    const mounted = [root, image, packagedFfmpeg() ?? '', process.execPath, scratch];
    this.#child = spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', ...mounted, ...command], {
      // The shell that mounts finds its programs by this machine's path, which leads nowhere in the container.
      env: { ...imageVariables(), ...environment, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
  }

  /** A field of what the kernel says of its process, such as VmRSS. */
  status(field: string): string {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return new RegExp(`^${field}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
  }

  /** Programs that work for it now, by their paths. */
  children(): string[] {
    const { stdout } = spawnSync('ps', ['--ppid', String(this.#child.pid), '-o', 'args='], {
      encoding: 'utf8',
    });
    return stdout.split('\n').flatMap(line => line.trim().split(' ')[0] || []);
  }

  stop(): void {
    this.#child.kill('SIGTERM');
  }

  async exitCode(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
