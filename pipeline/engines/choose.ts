import type { Engine } from '../../contract/job.ts';
import { WorkError } from '../../failures/workError.ts';

/** What one function can do. */
export interface FunctionLimits {
  timeoutSeconds: number;
  scratchMb: number;
}

export interface RouteInput {
  predictedSeconds: number;
  /** Source and output lie in scratch side by side. */
  sourceBytes: number;
  outputBytes: number;
  limits: FunctionLimits;
  /** A longer encode than this goes to MediaConvert, seconds. */
  managedAboveSeconds: number;
  managedEnabled: boolean;
  /** Why MediaConvert cannot make this rendition, if it cannot. */
  managedRefusal: string | null;
  /** Why it has failed here before and would again, as half a sentence; null where it has not. */
  failedHere: string | null;
}

export interface Route {
  engine: Engine;
  reason: string;
}

/** Seconds of a function's time that are kept for download, checks and upload. */
const OVERHEAD_SECONDS = 60;

/** A prediction can be off; scratch that is full fails the job, so a tenth is kept free. */
const SCRATCH_SHARE = 0.9;

/**
 * Chooses who encodes: the function where it fits, MediaConvert where it does not.
 * @throws {WorkError} preset/does-not-fit where neither can.
 */
export function route(input: RouteInput): Route {
  const obstacle = obstacleToFunction(input);
  if (obstacle === null) return { engine: 'ffmpeg', reason: fits(input) };
  if (input.managedEnabled && input.managedRefusal === null)
    return { engine: 'mediaconvert', reason: obstacle };
  const why = input.managedRefusal ?? 'MediaConvert is turned off in this profile';
  if (input.predictedSeconds <= mostSeconds(input) && scratchFits(input) && input.failedHere === null) {
    return { engine: 'ffmpeg', reason: `${fits(input)}; ${why}` };
  }
  throw new WorkError('does-not-fit', {
    message: `No engine can make this rendition: ${obstacle}, and ${why}.`,
  });
}

function obstacleToFunction(input: RouteInput): string | null {
  const limit = Math.min(input.managedAboveSeconds, mostSeconds(input));
  if (input.failedHere !== null) return input.failedHere;
  if (!scratchFits(input)) {
    return `source and output need ${megabytes(input)} MB of scratch, the function has ${input.limits.scratchMb} MB`;
  }
  if (input.predictedSeconds > limit) {
    return `predicted encode of ${round(input.predictedSeconds)} s is over the limit of ${round(limit)} s`;
  }
  return null;
}

function fits(input: RouteInput): string {
  return `predicted encode of ${round(input.predictedSeconds)} s and ${megabytes(input)} MB of scratch fit the function`;
}

function mostSeconds(input: RouteInput): number {
  return input.limits.timeoutSeconds - OVERHEAD_SECONDS;
}

function scratchFits(input: RouteInput): boolean {
  return megabytes(input) <= input.limits.scratchMb * SCRATCH_SHARE;
}

function megabytes(input: RouteInput): number {
  return Math.ceil((input.sourceBytes + input.outputBytes) / 1_048_576);
}

function round(seconds: number): number {
  return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
}
