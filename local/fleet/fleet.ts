import { EventEmitter, once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { SqsStore } from '../../emulator/index.ts';
import { desiredWorkers } from '../../workers/desiredWorkers.ts';
import { FunctionLog, logPath } from '../lambda/functionLog.ts';
import type { Contained } from './contained.ts';
import { WorkerProcess } from './workerProcess.ts';

/** The workers of one queue. */
interface Crew extends Contained {
  log: FunctionLog;
  workers: Set<WorkerProcess>;
}

export interface FleetParts {
  sqs: SqsStore;
  /** Workers that this machine has room for, of all renditions together. */
  room: number;
  folders: { scratch: string; logs: string };
}

/** A message that came is looked for again so often while workers start, milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/** So long a worker stays where others wait as well, seconds: to start one takes longer than many a short clip. */
const STAY_SECONDS = 5;

/** Here a worker starts within a second: one for each message. */
const MESSAGES_A_WORKER = 1;

/** Workers of all renditions that run in containers, as many as there is work for, from none on. */
export class Fleet {
  readonly #crews: Crew[];
  readonly #parts: FleetParts;
  readonly #stop = new AbortController();
  /** Who is to have the room that is made next. */
  #next: Crew | undefined;
  readonly #news = new EventEmitter<{ changed: [] }>();

  constructor(contained: Contained[], parts: FleetParts) {
    const { folders } = parts;
    mkdirSync(folders.logs, { recursive: true });
    this.#parts = parts;
    this.#crews = contained.map(one => {
      const log = new FunctionLog(logPath(folders.logs, one.config.name));
      log.setMaxListeners(0);
      return { ...one, log, workers: new Set() };
    });
    this.#news.setMaxListeners(0);
  }

  /** Until it is closed. */
  async run(): Promise<void> {
    await Promise.all(this.#crews.map(crew => this.#keep(crew)));
  }

  close(): void {
    this.#stop.abort();
    for (const { workers, log } of this.#crews) {
      for (const worker of workers) worker.kill();
      log.end();
    }
  }

  async #keep(crew: Crew): Promise<void> {
    const { signal } = this.#stop;
    const { sqs } = this.#parts;
    while (!signal.aborted) {
      await sqs.waitForVisible(crew.queue, signal).catch(() => {});
      if (signal.aborted) return;
      this.#scale(crew);
      // Until a worker has taken it, or has ended and left its room.
      const pause = AbortSignal.any([signal, AbortSignal.timeout(LOOK_AGAIN_MS)]);
      await once(this.#news, 'changed', { signal: pause }).catch(() => {});
    }
  }

  #scale(crew: Crew): void {
    const { workers, maxWorkers } = crew;
    const busy = [...workers].filter(worker => worker.isBusy).length;
    const waiting = this.#waitingFor(crew);
    const limits = { maxWorkers, messagesAWorker: MESSAGES_A_WORKER };
    const missing = desiredWorkers({ waiting, busy }, limits) - workers.size;
    for (let count = 0; count < missing && this.#makeRoom(crew); count += 1) this.#start(crew);
  }

  /**
   * Whether there is room for one more. Where there is none, one of another rendition that has nothing in hand is told to leave, of
   * one that has nothing to do or more workers than this one; the room that it leaves is kept for this one.
   */
  #makeRoom(crew: Crew): boolean {
    const { room } = this.#parts;
    const all = this.#crews.flatMap(({ workers }) => [...workers]);
    const isKept = this.#next !== undefined && this.#next !== crew && this.#waitingFor(this.#next) > 0;
    if (isKept) return false;
    if (all.length < room) {
      this.#next = undefined;
      return true;
    }
    this.#next = crew;
    if (all.some(worker => worker.isLeaving)) return false;
    this.#crews
      .flatMap(one => (one === crew ? [] : this.#spare(one, crew)))
      .find(worker => worker.isIdle)
      ?.leave();
    return false;
  }

  /** Who of one rendition's workers may make room for another's. */
  #spare(one: Crew, crew: Crew): WorkerProcess[] {
    const workers = [...one.workers];
    if (this.#waitingFor(one) === 0) return workers;
    if (workers.length <= crew.workers.size) return [];
    return workers.filter(({ ageSeconds }) => ageSeconds >= STAY_SECONDS);
  }

  /** A queue that somebody deleted may be made again. */
  #waitingFor({ queue }: Crew): number {
    const { sqs } = this.#parts;
    return sqs.hasQueue(queue) ? sqs.counts(queue).visible : 0;
  }

  #start({ config, workers, log }: Crew): void {
    const worker = new WorkerProcess(config, this.#parts.folders.scratch, log, {
      changed: () => this.#news.emit('changed'),
      ended: () => {
        workers.delete(worker);
        this.#news.emit('changed');
      },
    });
    workers.add(worker);
  }
}
