import type { RunningJob, Source } from '../contract/job.ts';
import type { Held } from '../contract/ledger/notRun.ts';
import { WorkError } from '../failures/workError.ts';
import { refuseIncomplete } from '../media/plan/incomplete.ts';
import { type Probe, probe } from '../media/probe/probe.ts';
import { NotForSegments } from '../media/segments/index.ts';
import { beginAttempt, describeAttempt, endAttemptHere } from './attempt/attempt.ts';
import { hold } from './budget/hold.ts';
import { reservationOf, reserve } from './budget/reserve.ts';
import type { Claim } from './claim/claim.ts';
import type { CutSource } from './clips/find/clipCut.ts';
import type { PreparedClip } from './clips/prepareClip.ts';
import { choose, successorOf } from './engines/choose.ts';
import type { Engine, Work } from './engines/engine.ts';
import { enginesFor } from './engines/engines.ts';
import { prepare } from './kinds/prepare.ts';
import type { Prepared } from './kinds/prepared.ts';
import { complete } from './outcomes/complete.ts';
import type { Outcome } from './outcomes/outcome.ts';
import { type Decided, decidedOf } from './ports/jobChange.ts';
import type { Sources } from './ports/sources.ts';
import { findPublished } from './publish/findPublished.ts';
import { refuseWrongWish } from './wishes/refuseWrongWish.ts';
import { withManaged } from './withManaged.ts';
import { vcpusOf } from './worker/vcpus.ts';
import type { Worker } from './worker/worker.ts';

/** Probes and plans a claimed job of an upload, and makes it. */
export async function makeRendition(claim: Claim, worker: Worker): Promise<Outcome> {
  const { rendition, settings, ports } = worker;
  refuseWrongWish(claim.job.source, settings.wishes);
  const probed = claim.probed ?? (await probeSource(claim.job, ports.sources));
  refuseIncomplete(probed.incomplete, settings.onIncomplete);
  const prepared = prepare(probed, rendition.preset, claim.job);
  if (!isCutOut(prepared)) return await makePrepared(prepared, claim, worker);
  const cut = { sources: [cutSource(claim.job.source, probed, ports.sources)] };
  return await makePrepared(await withManaged(prepared, cut, claim, settings), claim, worker);
}

/** A part of its source. */
function isCutOut(prepared: Prepared): prepared is PreparedClip {
  return prepared.plan.kind === 'clip';
}

function cutSource(source: Source, probed: Probe, sources: Sources): CutSource {
  const readRange = (offset: number, length: number) => sources.readRange(source, offset, length);
  return { source, name: source.key, probe: probed, sizeBytes: source.sizeBytes, readRange };
}

/** Chooses an engine and lets it make what was planned, or another go on where time ran out. */
export async function makePrepared(prepared: Prepared, claim: Claim, worker: Worker): Promise<Outcome> {
  const { settings, ports } = worker;
  const published = await findPublished(claim, prepared.key, ports.outputs);
  if (published) return { result: 'complete', job: await complete(claim, published, settings, ports) };
  return await makeBy(enginesFor(settings), prepared, claim, worker);
}

/** Lets the best of these engines make it; `because` says why others are not asked. */
async function makeBy(
  engines: readonly Engine[],
  prepared: Prepared,
  claim: Claim,
  worker: Worker,
  because?: string,
): Promise<Outcome> {
  const { settings, ports } = worker;
  const work: Work = { prepared, job: claim.job, messageId: claim.received.message.id, settings };
  const choice = choose(engines, work);
  const { engine } = choice;
  const reason = [because, choice.reason].filter(Boolean).join('; ');
  const held = await reserve(claim.job, choice.usd, settings, ports.daySums);
  if (held) return await setAside(prepared, { engine: engine.name, reason }, held, claim, worker);
  const job = await recordChoice(
    prepared,
    { engine, reason, isSecond: because !== undefined },
    claim,
    worker,
  );
  try {
    return await engine.run(prepared, { ...claim, job }, worker);
  } catch (error) {
    const others = engines.filter(one => one !== engine);
    if (error instanceof NotForSegments) {
      if (settings.budget.perDayUsd !== undefined) await ports.daySums.settle(reservationOf(job), 0);
      return await makeBy(others, prepared, claim, worker, `it cannot be made in pieces: ${error.message}`);
    }
    const successor = isOutOfTime(error) ? successorOf(others, work) : null;
    if (!successor) throw error;
    const handed = { ...claim, job: await handOver({ job, plan: prepared.plan }, successor, claim, worker) };
    const tooMuch = await reserve(handed.job, successor.estimate(work).usd, settings, ports.daySums);
    if (tooMuch) return await setAside(prepared, handed.job, tooMuch, handed, worker);
    return await successor.run(prepared, handed, worker);
  }
}

/** Over a budget: whoever looks at it sees what it was to become. */
async function setAside(
  { plan, probed, predict }: Prepared,
  { engine, reason }: Decided,
  held: Held,
  claim: Claim,
  { settings, ports }: Worker,
): Promise<Outcome> {
  await ports.ledger.keepPlan(claim.job, { plan, probed }).catch(() => {});
  const predictedSeconds = predict(vcpusOf(settings.size)).seconds;
  const job = await hold(claim, held, { engine, reason, predictedSeconds }, settings, ports);
  return { result: 'held', job };
}

function probeSource({ source }: RunningJob, sources: Sources): Promise<Probe> {
  return probe((offset, length) => sources.readRange(source, offset, length), source.sizeBytes);
}

function isOutOfTime(error: unknown): boolean {
  return error instanceof WorkError && error.kind.exhausts === 'time';
}

/**
 * Tells the ledger what was decided. Of what is made here the next sign of life says enough, and the end all: until then
 * nobody else needs the plan. Who ends it elsewhere has to find it in the job itself.
 */
async function recordChoice(
  { plan, probed, predict }: Prepared,
  { engine, reason, isSecond }: { engine: Engine; reason: string; isSecond: boolean },
  { job, lease, owner, received }: Claim,
  { settings, ports }: Worker,
): Promise<RunningJob> {
  const decided = {
    engine: engine.name,
    reason,
    plan,
    ...(plan.warnings.length > 0 && { warnings: plan.warnings }),
    predictedSeconds: predict(vcpusOf(settings.size)).seconds,
    attempts: describeAttempt(job, { engine: engine.name }),
  };
  const chosen = { ...job, ...decided };
  // What an engine that gave up has put down there is out of date.
  if (engine.endsElsewhere || isSecond) {
    await ports.ledger.record(job.jobId, owner, { ...decided, message: received.message });
  } else {
    await Promise.all([lease.goOnAs(chosen), ports.ledger.keepPlan(job, { plan, probed }).catch(() => {})]);
  }
  return chosen;
}

/** The worker's time is up: what is left of it is enough to let another engine begin anew. */
async function handOver(
  { job, plan }: { job: RunningJob; plan: Prepared['plan'] },
  { name }: Engine,
  claim: Claim,
  { settings, ports }: Worker,
): Promise<RunningJob> {
  const attempts = endAttemptHere(job, 'deadline', claim, settings);
  const next = { ...job, attempts: beginAttempt({ ...job, attempts }, claim.received.message.id, settings) };
  const change = {
    engine: name,
    reason: `the encode did not end in the ${settings.size.compute}'s time; ${job.reason}`,
    progress: 0,
    attempts: describeAttempt(next, { engine: name }),
  };
  const handed = { ...job, ...change };
  const { message } = claim.received;
  await ports.ledger.record(job.jobId, claim.owner, { ...decidedOf(job), plan, ...change, message });
  await claim.lease.goOnAs(handed);
  return handed;
}
