import type { Claim } from './claim/claim.ts';
import type { ClipCut } from './clips/find/clipCut.ts';
import { managedClip } from './clips/managedClip.ts';
import type { PreparedClip } from './clips/prepareClip.ts';
import { ffmpegEngine } from './engines/ffmpeg/ffmpegEngine.ts';
import type { Prepared } from './kinds/prepared.ts';
import type { Worker } from './worker/worker.ts';

/** What is cut out of its sources, with what MediaConvert has to be told where the function had better not make it. */
export async function withManaged(
  prepared: PreparedClip,
  cut: Pick<ClipCut, 'sources'>,
  { job, received }: Pick<Claim, 'job' | 'received'>,
  settings: Worker['settings'],
): Promise<Prepared> {
  const work = { prepared, job, messageId: received.message.id, settings };
  const isLess = (ffmpegEngine.obstacle(work) ?? ffmpegEngine.drawback(work)) !== null;
  if (!isLess || !settings.managed.enabled) return prepared;
  return { ...prepared, managed: await managedClip(cut, prepared.plan) };
}
