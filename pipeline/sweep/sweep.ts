import { waitsForContainer } from '../../contract/compute/handedOn.ts';
import type { DroppedJob, Job, Naming } from '../../contract/job.ts';
import { JOB_MARK, type ManagedEvent } from '../../contract/messages/managedEvent.ts';
import { hasOpenAttempt } from '../attempt/attempt.ts';
import { releaseAffordable } from '../budget/releaseAffordable.ts';
import { settleLeft } from '../budget/settleLeft.ts';
import type { Finished, FinishPorts } from '../engines/mediaconvert/finished.ts';
import { finishManagedJob } from '../engines/mediaconvert/finishManagedJob.ts';
import { askForPieces } from '../film/askForPieces.ts';
import { endIfDropped } from '../film/endFilm.ts';
import { type FilmJob, isFilm, isMadeInPieces } from '../film/film.ts';
import { sendAndNotify } from '../notify/deadLetter.ts';
import type { Ports } from '../ports/ports.ts';
import { type Problem, Problems } from '../reconcile/problems.ts';
import type { JobRecords, RequestPublisher } from '../reconcile/reconcilePorts.ts';
import type { Budget } from '../worker/settings.ts';
import { endAbandoned, endOutdated } from './endAbandoned.ts';
import { type LongQueues, takingBack } from './takeBack.ts';

/** What MediaConvert says of a job when it is asked. */
export interface ManagedStatus {
  status: 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED';
  errorCode?: number;
  errorMessage?: string;
}

export interface SweepPorts extends FinishPorts, Pick<Ports, 'films' | 'pieceRequests' | 'daySums'> {
  records: JobRecords;
  longQueues: LongQueues;
  requests: RequestPublisher;
  managed: {
    /** Null where MediaConvert does not know the job (any more). */
    ask(managedJobId: string): Promise<ManagedStatus | null>;
  };
}

/** The end of an attempt that a worker could not tell is told by its successor, or after so long by the sweep. */
const UNNOTIFIED_MS = 60_000;

/** MediaConvert's code for an error of its own, which may pass: what it forgot is submitted once more. */
const UNKNOWN_ERROR = 1999;

export interface SweepOptions {
  overdueMs: number;
  /** Of each rendition as it is deployed now, by its name. */
  namings: Map<string, Naming>;
  maxReceiveCount: number;
  progressNewsPercent: number;
  budget: Budget;
}

export interface Swept {
  finished: Finished[];
  /** Jobs that could not be dealt with this time. */
  problems: Problem[];
}

/**
 * Ends managed jobs whose events never came, by asking MediaConvert for each without news for so long; asks again for the
 * pieces of films, for clips, and for jobs that were handed on to containers, of which nothing is heard; ends jobs that
 * nobody will come back to, since their source or their preset is not the same any more; tells ends that were never
 * told; and lets those go that no budget stands against any more. One job's problem leaves the others alone.
 */
export async function sweep(ports: SweepPorts, options: SweepOptions): Promise<Swept> {
  const finished: Finished[] = [];
  const problems = new Problems();
  const before = new Date(Date.now() - options.overdueMs);
  const takeBack = takingBack(ports.longQueues, ports.records);
  for await (const job of ports.records.inState('submitted', before)) {
    const ended = await problems.noting(job.source.key, () =>
      waitsForContainer(job) ? endHandedOn(job, takeBack, ports, options) : endElsewhere(job, ports, options),
    );
    if (ended) finished.push(ended);
  }
  for (const state of ['running', 'queued', 'pending'] as const) {
    for await (const job of ports.records.inState(state, before)) {
      const ended = await problems.noting(job.source.key, () => endAbandoned(job, ports, options));
      if (ended) finished.push(ended);
    }
  }
  for await (const job of ports.records.unnotified(new Date(Date.now() - UNNOTIFIED_MS))) {
    await problems.noting(job.source.key, () =>
      isLeftOpen(job) ? endLeftOpen(job, before, ports) : sendAndNotify(job, ports),
    );
  }
  await problems.noting('', () => balance(ports, options.budget));
  return { finished, problems: problems.met };
}

/** What attempts that are over have really cost is settled first: there may be room for others. */
async function balance(ports: SweepPorts, budget: Budget): Promise<void> {
  const { records, deadLetters, daySums } = ports;
  if (budget.perDayUsd !== undefined) await settleLeft(ports);
  const held = records.inState('held', new Date());
  await releaseAffordable(held, budget, { letGo: records.letGo, deadLetters, daySums });
}

/** Dropped while somebody worked on it, who was to write down what that has cost. */
function isLeftOpen(job: Job): job is DroppedJob {
  return job.state === 'dropped' && hasOpenAttempt(job);
}

/** Whoever worked on it died, or its messages were lost. */
async function endLeftOpen(job: DroppedJob, before: Date, ports: SweepPorts): Promise<void> {
  if (job.attempts.at(-1)?.managedJobId !== undefined) {
    await endManaged(job, ports, { progressNewsPercent: 100 });
    return;
  }
  if (new Date(job.updatedAt) > before) return;
  if (isMadeInPieces(job)) await endIfDropped(job, ports);
  else if (await ports.records.endDropped(job)) await sendAndNotify(job, ports);
}

async function endElsewhere(job: Job, ports: SweepPorts, options: SweepOptions): Promise<Finished | null> {
  if (isFilm(job)) return await remindOf(job, ports);
  return await endManaged(job, ports, options);
}

async function endManaged(
  job: Job,
  ports: SweepPorts,
  settings: Pick<SweepOptions, 'progressNewsPercent'>,
): Promise<Finished | null> {
  const event = await eventOf(job, ports);
  // What the sweep has asked for others is nothing of this job's.
  ports.meter.take();
  return event && finishManagedJob(event, ports, settings);
}

/** Nobody may want it any more while it waits; else its message may be gone. What is taken back is met as one that is queued. */
async function endHandedOn(
  job: Job,
  takeBack: (job: Job) => Promise<void>,
  ports: SweepPorts,
  { namings }: SweepOptions,
): Promise<Finished | null> {
  const ended = job.clip ? null : await endOutdated(job, ports, namings);
  if (!ended) await takeBack(job);
  return ended;
}

/** Its messages were lost, or lie in the DLQ: whoever still makes a piece leaves a second message for it alone. */
async function remindOf(film: FilmJob, { films, pieceRequests, records }: SweepPorts): Promise<null> {
  const cut = await films.cutOf(film.jobId);
  // Their workers read the source's index: nobody has it here.
  const indexOf = () => null;
  if (cut && (await records.askedAgain(film))) {
    await askForPieces(film, cut, { films, pieceRequests }, indexOf);
  }
  return null;
}

/** The event that should have come; null where there is no news. */
async function eventOf(job: Job, { managed }: SweepPorts): Promise<ManagedEvent | null> {
  const last = job.attempts.at(-1);
  if (!last?.managedJobId) return null;
  const answer = (await managed.ask(last.managedJobId)) ?? {
    status: 'ERROR' as const,
    errorCode: UNKNOWN_ERROR,
    errorMessage: 'MediaConvert knows nothing of it',
  };
  return {
    ...answer,
    jobId: last.managedJobId,
    userMetadata: { fanreel: JOB_MARK, jobId: job.jobId, attempt: last.managedAttempt ?? last.number },
  };
}
