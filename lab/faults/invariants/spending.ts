import type { Attempt, Job } from '../../../contract/job.ts';

/** Of attempts that were made in functions. */
interface Seconds {
  /** While ffmpeg ran; of a worker that died, until its last sign of life. */
  encode: number;
  /** From claim to end, waiting for the wire included. */
  billed: number;
}

/** What a run's attempts took, and how much of it came to nothing. */
export interface Spending {
  useful: Seconds;
  wasted: Seconds;
  /** Encode seconds, by how their attempts ended; most first. */
  wastedBy: [string, number][];
}

/** One attempt of one job, as `makers` names it. */
export function makerName(jobId: string, attempt: number | string): string {
  return `${jobId} ${attempt}`;
}

/**
 * Splits up what attempts took. `makers` are those that the standing outputs name: a worker may die after it has
 * published, and another one finds what it made.
 */
export function spendingOf(jobs: Pick<Job, 'jobId' | 'attempts'>[], makers: Set<string>): Spending {
  const useful: Attempt[] = [];
  const wasted: Attempt[] = [];
  for (const { jobId, attempts } of jobs) {
    for (const attempt of attempts.filter(({ engine }) => engine === 'ffmpeg' || engine === 'segments')) {
      const counts = attempt.outcome === 'complete' || makers.has(makerName(jobId, attempt.number));
      if (!counts) wasted.push(attempt);
      else useful.push(...parted(attempt, wasted));
    }
  }
  return { useful: secondsOf(useful), wasted: secondsOf(wasted), wastedBy: byOutcome(wasted) };
}

/** What an attempt came to, less what tries at its pieces did not, which is put among the `wasted`. */
function parted(attempt: Attempt, wasted: Attempt[]): Attempt[] {
  const { wastedEncodeSeconds, encodeSeconds = 0, ...rest } = attempt;
  if (wastedEncodeSeconds === undefined) return [attempt];
  wasted.push({ ...rest, outcome: 'pieces', billedSeconds: 0, encodeSeconds: wastedEncodeSeconds });
  return [{ ...rest, encodeSeconds: encodeSeconds - wastedEncodeSeconds }];
}

function secondsOf(attempts: Attempt[]): Seconds {
  return {
    encode: attempts.reduce((sum, { encodeSeconds = 0 }) => sum + encodeSeconds, 0),
    billed: attempts.reduce((sum, { billedSeconds = 0 }) => sum + billedSeconds, 0),
  };
}

function byOutcome(attempts: Attempt[]): [string, number][] {
  return [...Map.groupBy(attempts, ({ outcome = 'open' }) => outcome)]
    .map(([outcome, some]): [string, number] => [outcome, secondsOf(some).encode])
    .sort(([, a], [, b]) => b - a);
}
