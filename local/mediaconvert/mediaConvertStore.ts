import { EventEmitter } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../failures/workError.ts';
import { asJobFailure } from './encode/asJobFailure.ts';
import { runJob } from './encode/runJob.ts';
import { EventOutbox } from './eventOutbox.ts';
import { type JobStateChange, jobStateChange } from './job/jobStateChange.ts';
import { JobTable } from './job/jobTable.ts';
import { statusUpdates } from './job/statusUpdates.ts';
import { isFinished, type StoredJob } from './job/storedJob.ts';
import type { MediaConvertPorts } from './mediaConvertPorts.ts';

interface MediaConvertEvents {
  /** A job was created, or its status, phase or percentage changed. */
  jobChanged: [job: StoredJob];
  /** The port refused an event; it is not sent again. AWS retries for a day and then drops it just so. */
  eventLost: [event: JobStateChange, reason: unknown];
}

interface Running {
  controller: AbortController;
  done: Promise<void>;
}

/**
 * The embedded MediaConvert: jobs on disk, so many of them encoding at a time, events as they go. Jobs created before
 * `start` wait for it; after `stop` the store is closed.
 */
export class MediaConvertStore extends EventEmitter<MediaConvertEvents> {
  readonly jobs: JobTable;
  readonly ports: MediaConvertPorts;
  readonly now: () => number;
  readonly #concurrency: number;
  readonly #scratch: string;
  readonly #outbox: EventOutbox;
  readonly #running = new Map<string, Running>();
  #started = false;
  #closed = false;

  /** @param dbPath the file that keeps the jobs; `now` is ms since 1970. */
  constructor(
    dbPath: string,
    ports: MediaConvertPorts,
    options: { concurrency?: number; now?: () => number } = {},
  ) {
    super();
    this.jobs = new JobTable(dbPath);
    this.ports = ports;
    this.now = options.now ?? Date.now;
    this.#concurrency = options.concurrency ?? 1;
    this.#scratch = join(ports.scratchDir, 'mediaconvert');
    this.#outbox = new EventOutbox(this.jobs, {
      emit: event => ports.emit(event),
      lost: (event, reason) => this.emit('eventLost', event, reason),
    });
  }

  /**
   * Begins to work. Jobs that the process died under begin again from nothing, as SUBMITTED: on AWS a job never goes
   * back, but neither does the service die under it.
   */
  async start(): Promise<void> {
    await rm(this.#scratch, { recursive: true, force: true });
    await mkdir(this.#scratch, { recursive: true });
    for (const job of this.jobs.byTurn('PROGRESSING')) {
      this.#change(job, { status: 'SUBMITTED', retryCount: job.retryCount + 1 });
    }
    this.#started = true;
    this.#outbox.open();
    this.#fill();
  }

  /** Ends every encode and waits for it; what was not finished is taken up at the next start. */
  async stop(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#started = false;
    const sent = this.#outbox.close();
    for (const { controller } of this.#running.values()) controller.abort(new WorkError('aborted'));
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    await sent;
    this.jobs.close();
  }

  /** Takes the job into the queue. */
  submit(job: StoredJob): void {
    this.jobs.insert(job);
    this.emit('jobChanged', job);
    this.#fill();
  }

  /** Ends an encode under way; only when it writes no more the job is CANCELED. */
  async cancel({ id }: Pick<StoredJob, 'id'>): Promise<void> {
    const running = this.#running.get(id);
    running?.controller.abort(new WorkError('aborted'));
    await running?.done;
    const job = this.jobs.get(id);
    if (job && !isFinished(job)) this.#change(job, { status: 'CANCELED', finishedAt: this.now() }, true);
  }

  #fill(): void {
    if (!this.#started) return;
    for (const job of this.jobs.byTurn('SUBMITTED')) {
      if (this.#running.size >= this.#concurrency) return;
      const controller = new AbortController();
      const done = this.#work(job, controller.signal).finally(() => {
        this.#running.delete(job.id);
        this.#fill();
      });
      this.#running.set(job.id, { controller, done });
    }
  }

  async #work(submitted: StoredJob, signal: AbortSignal): Promise<void> {
    let job = this.#change(
      submitted,
      { status: 'PROGRESSING', startedAt: this.now(), phase: 'PROBING', percent: 0 },
      true,
    );
    const report = statusUpdates(job.retryCount, update => {
      const { currentPhase: phase, jobPercentComplete: percent } = update.jobProgress;
      job = { ...job, phase, percent };
      this.#record(job, jobStateChange(job, this.now(), update));
    });
    try {
      const outputs = await runJob(job.settings, this.ports, {
        scratch: this.#scratch,
        signal,
        onProgress: (phase, fraction, frames) => {
          if (!signal.aborted) report(phase, fraction, frames);
        },
      });
      if (signal.aborted) return;
      this.#change(job, { status: 'COMPLETE', finishedAt: this.now(), percent: 100, outputs }, true);
    } catch (error) {
      if (signal.aborted) return;
      const { code, message } = asJobFailure(error, job.settings.inputs[0]?.fileInput ?? '');
      this.#change(job, { status: 'ERROR', finishedAt: this.now(), error: { code, message } }, true);
    }
  }

  #change(job: StoredJob, change: Partial<StoredJob>, notify = false): StoredJob {
    const changed = { ...job, ...change };
    this.#record(changed, notify ? jobStateChange(changed, this.now()) : undefined);
    return changed;
  }

  #record(job: StoredJob, event?: JobStateChange): void {
    this.jobs.update(job, event);
    this.emit('jobChanged', job);
    if (event) this.#outbox.send();
  }
}
