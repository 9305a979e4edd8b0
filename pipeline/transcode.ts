import { type Job, jobIdOf, type Source } from '../contract/job.ts';
import { PRIORITY_ATTRIBUTE } from '../contract/messages/request.ts';
import { isWanted } from '../contract/wishes/isWanted.ts';
import { asFailure } from '../failures/failure.ts';
import { WorkError } from '../failures/workError.ts';
import { AttemptFailed } from './attempt/attemptFailed.ts';
import type { Claim } from './claim/claim.ts';
import { findSource } from './claim/findSource.ts';
import { NothingNew, NotWanted } from './claim/notWanted.ts';
import { orSourceGone } from './claim/sourceGone.ts';
import { Superseded } from './claim/superseded.ts';
import { takeJob } from './claim/takeJob.ts';
import { withLease } from './claim/withLease.ts';
import { isLostAtCutting } from './film/film.ts';
import { makeRendition } from './makeRendition.ts';
import { alreadyDone } from './outcomes/alreadyDone.ts';
import { AskedAnew } from './outcomes/askedAnew.ts';
import { endAttemptAs } from './outcomes/endAttemptAs.ts';
import type { Outcome } from './outcomes/outcome.ts';
import { isWornOut } from './outcomes/retry.ts';
import type { NewJob } from './ports/ledger.ts';
import type { SourceRequest } from './uploads/parseMessage.ts';
import { isToldAlike, tellWishes } from './wishes/tellWishes.ts';
import type { QueueMessage } from './worker/queueMessage.ts';
import type { Rendition, Worker } from './worker/worker.ts';

/** A source that is overwritten this often while it is encoded can wait for its next message. */
const MAX_VERSIONS = 3;

/**
 * Makes one source's rendition, once: finds the source, takes the job in the ledger, does it, records the end. Where
 * a newer version of the source takes the job's place meanwhile, that one is made instead.
 * @throws {HeldElsewhere} while another worker has the job; {WorkError} when there is nothing to work on;
 * {AttemptFailed} when the work failed; {NotWanted} where an upload, or the request, wants other renditions; {AskedAnew}
 * where worker after worker died as it cut a film.
 */
export async function transcode(
  request: SourceRequest,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome> {
  const gaveWay: Outcome['job'][] = [];
  for (let versions = 1; ; versions += 1) {
    try {
      const outcome = await makeNewest(request, received, worker);
      return gaveWay.length > 0 ? { ...outcome, gaveWay } : outcome;
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
      if (error.job) gaveWay.push(error.job);
      if (versions === MAX_VERSIONS) throw keepsChanging(request);
    }
  }
}

/** @throws as transcode; {Superseded} when the source has a newer version. */
async function makeNewest(request: SourceRequest, received: QueueMessage, worker: Worker): Promise<Outcome> {
  const { rendition, settings, ports } = worker;
  const { source, seen } = await findSource(request, received, worker, found => jobId(found, rendition));
  if (!isWanted(rendition.name, wantedBy(request, source))) throw new NotWanted(source);
  const newJob = newJobOf(source, received, rendition);
  const done = seen && (await alreadyDone(seen, request, received, worker));
  if (done) return { ...done, job: await tellWishes(done.job, source, ports) };
  // Whoever has it tells them at its end.
  if (seen?.state === 'running') await tellWishes(seen, source, ports);
  if (seen?.state === 'failed' && request.sidecar && isToldAlike(seen.source, source))
    throw new NothingNew(request.sidecar, source);
  if (seen && isLostAtCutting(seen) && isWornOut(received, settings)) {
    await ports.deadLetters.requeue(seen.queueUrl, received.message);
    throw new AskedAnew();
  }
  if (isToWait(request, received, source)) {
    await ports.deadLetters.requeueLow(rendition.queueUrl, received.message);
    throw new AskedAnew('It is of low priority');
  }
  const taken = await takeJob(newJob, seen, received, { settings, ledger: ports.ledger });
  const probed = probedBefore(seen, received);
  const { kind } = rendition.preset;
  const claim = { ...taken, kind, force: request.force, meter: ports.meter, probed };
  return withLease(claim, settings, ports, held => attempt(held, worker));
}

/** Whoever asks for a rendition by name has decided that it is wanted, unless they wish otherwise in the same breath. */
function wantedBy({ announced, wish }: SourceRequest, { wishes }: Source): Source['wishes'] {
  return announced || wish !== undefined ? wishes : undefined;
}

/** SQS lets others pass what is in a group, and an upload is in none; whoever asks for many puts them into one. */
function isToWait({ announced }: SourceRequest, { message }: QueueMessage, { wishes }: Source): boolean {
  return (
    announced === true && wishes?.priority === 'low' && message.attributes[PRIORITY_ATTRIBUTE] === undefined
  );
}

/** A retry need not read what its attempt before has read. Whoever asks anew may do so because the code was mended that reads it. */
function probedBefore(seen: Job | null, { message }: QueueMessage): Claim['probed'] {
  return seen?.message.id === message.id ? (seen.probed ?? null) : null;
}

function jobId(source: Source, { name, preset, presetHash }: Rendition): string {
  return jobIdOf(source, { name, presetHash, kind: preset.kind });
}

function newJobOf(source: Source, { message }: QueueMessage, rendition: Rendition): NewJob {
  const { name, presetHash, queueUrl, outputBucket } = rendition;
  return {
    jobId: jobId(source, rendition),
    source,
    rendition: name,
    presetHash,
    message,
    queueUrl,
    outputBucket,
  };
}

async function attempt(claim: Claim, worker: Worker): Promise<Outcome> {
  const { settings, ports } = worker;
  try {
    return await makeRendition(claim, worker);
  } catch (failed) {
    // Why the work was stopped says more than where it was.
    const thrown = claim.signal.aborted ? claim.signal.reason : failed;
    const error = await orSourceGone(thrown, claim.job.source, ports.sources);
    const ended = await endAttemptAs(error, claim, settings, ports);
    if (ended.state === 'dropped') return { result: 'dropped', job: ended };
    if (!(error instanceof Superseded)) throw new AttemptFailed(ended, asFailure(error), { cause: error });
    if (error.by !== 'output') throw new Superseded(error.by, error.message, ended);
    return { result: 'superseded', job: ended };
  }
}

function keepsChanging({ key }: SourceRequest): WorkError {
  return new WorkError('source-changed', {
    message: `"${key}" was overwritten again and again while it was encoded.`,
  });
}
