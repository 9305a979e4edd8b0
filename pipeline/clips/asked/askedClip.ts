import { clipKey } from '../../../contract/clips/clipKeys.ts';
import { type ClipStory, waitsOf } from '../../../contract/clips/clipStory.ts';
import { type Job, jobIdOf } from '../../../contract/job.ts';
import { type ClipRequest, spanHash } from '../../../contract/messages/clip.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import type { NewJob } from '../../ports/ledger.ts';
import type { SourceRequest } from '../../uploads/parseMessage.ts';
import type { QueueMessage } from '../../worker/queueMessage.ts';
import type { Rendition } from '../../worker/worker.ts';

/** A clip that a message asks for, and the job that it is. */
export interface AskedClip {
  request: ClipRequest;
  preset: ClipPreset;
  newJob: NewJob & { clip: ClipStory };
}

/**
 * The job of a clip. Its source is not an object, but what is asked for: it lies where the clip will, and its version is
 * the span's, so that the same request is the same job, and the same id with another span is not.
 */
export function askedClip(
  request: ClipRequest,
  preset: ClipPreset,
  { message }: Pick<QueueMessage, 'message'>,
  { name, presetHash, queueUrl, outputBucket }: Rendition,
): AskedClip {
  const { clipId, span } = request;
  const source = { bucket: outputBucket, key: clipKey(request), version: spanHash(span), sizeBytes: 0 };
  const askedAt = message.sentAt ?? new Date().toISOString();
  const { publicUrl: bucketUrl } = preset;
  const clip: ClipStory = { clipId, span, askedAt, ...(bucketUrl && { bucketUrl }), waits: [] };
  const jobId = jobIdOf(source, { name, presetHash, kind: 'clip' });
  const newJob = { jobId, source, rendition: name, presetHash, message, queueUrl, outputBucket, clip };
  return { request, preset, newJob };
}

/**
 * With what is known of it already: it goes on waiting where it did, whichever message comes for it, and one whose video
 * MediaConvert has made has only to be ended.
 */
export function goOnAs(asked: AskedClip, seen: Job | null): AskedClip {
  const { newJob } = asked;
  if (!seen?.clip) return asked;
  if (seen.clip.staged && !asked.request.force) return { ...asked, newJob: { ...newJob, clip: seen.clip } };
  if (seen.state !== 'pending' && seen.message.id !== newJob.message.id) return asked;
  const { askedAt, waits } = seen.clip;
  return { ...asked, newJob: { ...newJob, clip: { ...newJob.clip, askedAt, waits } } };
}

/** The receive, counted as the profile counts them: looks that found something missing were no failures. */
export function lessWaits(received: QueueMessage, seen: Job | null): QueueMessage {
  const waits = seen?.clip ? waitsOf(seen.clip, received.message.id) : 0;
  return { ...received, receiveCount: Math.max(1, received.receiveCount - waits) };
}

/** The clip as a source that somebody asks for by name. */
export function asRequest({ request, newJob }: AskedClip): SourceRequest {
  const { bucket, key, version } = newJob.source;
  return { bucket, key, version, force: request.force };
}
