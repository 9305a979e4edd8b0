import type { Job } from '../../contract/job.ts';
import type { Outcome } from '../outcomes/outcome.ts';
import type { Worker } from '../worker/worker.ts';
import type { AskedClip } from './asked/askedClip.ts';
import { refuseTooLong } from './asked/refuse.ts';
import type { ClipCut } from './find/clipCut.ts';
import { findParts } from './find/findParts.ts';
import { findRecordings } from './find/findRecordings.ts';
import { type Settling, settle, withWait } from './settle.ts';
import { nextLook, outOfRange, waitsUntil } from './timing.ts';

/**
 * Looks for what a clip is cut from, or writes down that it waits for that, or in vain.
 * @throws {WorkError} of class input; {HeldElsewhere} where somebody has changed the clip meanwhile.
 */
export async function lookFor(
  asked: AskedClip,
  seen: Job | null,
  worker: Worker,
): Promise<ClipCut | Outcome> {
  const { request, preset, newJob } = asked;
  const { rendition, settings, ports } = worker;
  const { span } = request;
  const untilNow = new Date();
  refuseTooLong(request, preset);
  if ('parts' in span) return await findParts(span.parts, rendition.inputBucket, ports);
  const ended = (change: Pick<Settling, 'clip'> & { state: 'pending' | 'not-available' | 'out-of-range' }) =>
    endedAs(asked, seen, { ...change, untilNow }, worker);
  const { clip } = newJob;
  const why = outOfRange(clip, preset);
  if (why !== null) return await ended({ state: 'out-of-range', clip: { ...clip, why } });
  if (!ports.recordings) throw new TypeError('A function that cuts clips has no port of recordings.');
  const isOver = untilNow.getTime() >= waitsUntil(clip, preset);
  const sought = { camera: span.camera, fromMs: span.fromMs, toMs: span.toMs };
  const look = await findRecordings(sought, preset, isOver, ports.recordings);
  if (look.is === 'ready') return look.cut;
  if (look.is === 'not-available') return await ended({ state: look.is, clip: { ...clip, why: look.why } });
  const now = Date.now();
  const wait = {
    ...{ messageId: newJob.message.id, missing: look.missing, lastAt: new Date(now).toISOString() },
    nextAt: new Date(nextLook(clip, now, preset, settings)).toISOString(),
  };
  return await ended({ state: 'pending', clip: { ...clip, waits: withWait(clip.waits, wait) } });
}

async function endedAs(
  asked: AskedClip,
  seen: Job | null,
  change: Settling & { state: 'pending' | 'not-available' | 'out-of-range' },
  worker: Worker,
): Promise<Outcome> {
  const { job, look } = await settle(asked, seen, change, worker);
  return { result: change.state, job, look };
}
