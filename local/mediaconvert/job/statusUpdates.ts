import type { ProgressDetail } from './jobStateChange.ts';
import type { JobPhase } from './storedJob.ts';

const PHASES: JobPhase[] = ['PROBING', 'TRANSCODING', 'UPLOADING'];

/** The share of a job that its phases take, percent; with it the user guide's own sample (2 % transcoded) is a job at 7 %. */
const SHARE: Record<JobPhase, number> = { PROBING: 5, TRANSCODING: 90, UPLOADING: 5 };

/** Between two updates, ms. */
const INTERVAL_MS = 1_000;

export interface StatusUpdate {
  framesDecoded: number;
  jobProgress: ProgressDetail;
}

/**
 * Thins ffmpeg's progress out to STATUS_UPDATE: at most one a second, and at least one a job, at the latest when its
 * upload begins. AWS sends the first after the job's statusUpdateInterval (10 s to 10 min, by default a minute), so
 * that a short job there sends none; local jobs are short, and their users want to see them move.
 */
export function statusUpdates(
  retryCount: number,
  send: (update: StatusUpdate) => void,
  now: () => number = () => performance.now(),
): (phase: JobPhase, fraction: number, framesDecoded: number) => void {
  let last: number | null = null;
  return (phase, fraction, framesDecoded) => {
    if (phase === 'PROBING') return;
    if (last === null ? phase === 'TRANSCODING' && fraction === 0 : now() - last < INTERVAL_MS) return;
    last = now();
    send({ framesDecoded, jobProgress: progressAt(phase, fraction, retryCount) });
  };
}

function progressAt(phase: JobPhase, fraction: number, retryCount: number): ProgressDetail {
  const current = PHASES.indexOf(phase);
  const percent = Math.floor(Math.min(Math.max(fraction, 0), 1) * 100);
  const before = PHASES.slice(0, current).reduce((sum, done) => sum + SHARE[done], 0);
  const entries = PHASES.map((name, index) => [name, phaseAt(index - current, percent)] as const);
  return {
    phaseProgress: Object.fromEntries(entries) as ProgressDetail['phaseProgress'],
    jobPercentComplete: Math.round(before + (SHARE[phase] * percent) / 100),
    currentPhase: phase,
    retryCount,
  };
}

function phaseAt(distance: number, percent: number) {
  if (distance < 0) return { status: 'COMPLETE', percentComplete: 100 } as const;
  if (distance > 0) return { status: 'PENDING', percentComplete: 0 } as const;
  return { status: 'PROGRESSING', percentComplete: percent } as const;
}
