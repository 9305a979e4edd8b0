import { type Random, randomOf } from '../../support/random.ts';
import { LEASE_SECONDS } from '../stack/faultProject.ts';
import { processesIn, signal, workerAtPort } from '../stack/stackProcesses.ts';
import type { Answered, Passing } from './passing.ts';
import type { Tally } from './tally.ts';

/** How far a worker is when it is hit, as its requests tell. */
type Point =
  | 'received'
  | 'claimed'
  | 'mid-download'
  | 'downloaded'
  | 'mid-encode'
  | 'mid-upload'
  | 'uploaded'
  | 'recorded';

export interface WorkerFaultOptions {
  seed: number;
  /** Folder that the workers' own folders are in. */
  scratch: string;
  /** Probability at each point of each job. */
  share: number;
  tally: Tally;
}

/** A stopped worker goes on when its lease and its message's visibility are over, milliseconds. */
const STOPPED_MS = (LEASE_SECONDS + 3) * 1_000;

/** Into the encode: somewhere in this stretch after the download, milliseconds. */
const ENCODE_MS = { least: 50, most: 1_000 };

/** Between two looks at running ffmpegs, milliseconds. */
const LOOK_MS = 500;

/** Hits processes: workers at points of their work, encoders while they run. */
export class WorkerFaults {
  readonly #options: WorkerFaultOptions;
  readonly #random: Random;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopped = new Set<number>();
  readonly #looking: NodeJS.Timeout;
  #calm = false;

  constructor(options: WorkerFaultOptions) {
    this.#options = options;
    this.#random = randomOf(options.seed);
    this.#looking = setInterval(() => this.#hitEncoders(), LOOK_MS);
  }

  onRequest = ({ asked, url, headers, workerPort }: Passing): void => {
    if (asked.service !== 's3') return;
    if (asked.action === 'PUT' && !headers['x-amz-copy-source']) this.#at('mid-upload', workerPort);
    if (asked.action === 'GET' && !headers.range && url.startsWith('/fanreel-input/'))
      this.#at('mid-download', workerPort);
  };

  onAnswer = ({ asked, url, headers, workerPort, status }: Answered): void => {
    if (status >= 300) return;
    const { service, action } = asked;
    if (service === 's3' && action === 'HEAD' && url.startsWith('/fanreel-input/'))
      this.#at('received', workerPort);
    if (service === 'dynamodb' && action === 'PutItem') this.#at('claimed', workerPort);
    if (service === 's3' && action === 'PUT') this.#at('uploaded', workerPort);
    if (service === 'dynamodb' && action === 'UpdateItem') this.#at('recorded', workerPort, 0.2);
    if (service === 's3' && action === 'GET' && !headers.range) {
      this.#at('downloaded', workerPort);
      this.#later(this.#random.between(ENCODE_MS.least, ENCODE_MS.most), () =>
        this.#at('mid-encode', workerPort, 2),
      );
    }
  };

  /** Ends all injecting, and lets what stands still go on. */
  calm(): void {
    this.#calm = true;
    clearInterval(this.#looking);
    for (const timer of this.#timers) clearTimeout(timer);
    for (const pid of this.#stopped) signal(pid, 'SIGCONT');
  }

  #at(point: Point, port: number, weight = 1): void {
    const hit = this.#random.chance(this.#options.share * weight);
    const stops = this.#random.chance(0.25);
    if (!hit || this.#calm) return;
    const pid = workerAtPort(this.#options.scratch, port);
    if (pid === undefined) return;
    if (this.#isToLeave(pid)) this.#tellToEnd(pid, point);
    else if (stops) this.#stop(pid, point);
    else if (signal(pid, 'SIGKILL')) this.#options.tally.add(`worker killed: ${point}`);
  }

  /** Half of what befalls containers is that their platform wants them to go. */
  #isToLeave(pid: number): boolean {
    return processesIn(this.#options.scratch).containers.includes(pid) && this.#random.chance(0.5);
  }

  #tellToEnd(pid: number, point: Point): void {
    if (signal(pid, 'SIGTERM')) this.#options.tally.add(`worker told to end: ${point}`);
  }

  /** The clock runs out under a worker that stands still; then it goes on as if nothing had been. */
  #stop(pid: number, point: Point): void {
    if (!signal(pid, 'SIGSTOP')) return;
    this.#options.tally.add(`worker stopped past its lease: ${point}`);
    this.#stopped.add(pid);
    this.#later(STOPPED_MS, () => {
      signal(pid, 'SIGCONT');
      this.#stopped.delete(pid);
    });
  }

  #hitEncoders(): void {
    const { ffmpegs, managed } = processesIn(this.#options.scratch);
    for (const pid of managed) {
      if (this.#random.chance(this.#options.share * 4) && signal(pid, 'SIGKILL'))
        this.#options.tally.add('managed: error');
    }
    for (const pid of ffmpegs) {
      if (!this.#random.chance(this.#options.share * 2)) continue;
      const hangs = this.#random.chance(0.3);
      if (signal(pid, hangs ? 'SIGSTOP' : 'SIGKILL')) {
        this.#options.tally.add(hangs ? 'ffmpeg hangs' : 'ffmpeg killed (137)');
      }
    }
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}
