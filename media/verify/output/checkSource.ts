import { refuse } from '../../../failures/refuse.ts';
import { outputBudget } from '../../plan/outputBudget.ts';
import type { Plan } from '../../plan/plan.ts';
import type { AudioTrack, Probe, VideoTrack } from '../../probe/probe.ts';
import { rounded } from './rounded.ts';

/** What a source that was not measured may lack: the same, with room for what its header rounds. */
const AUDIO_TOLERANCE_SECONDS = 0.5;

/**
 * Looks in an output for what only its source can be blamed for; `isMeasured` is of one that was held against what was
 * decoded of it already.
 * @throws {WorkError} of class `input`, with the numbers: corrupt, too-long, corrupt-audio.
 */
export function checkSource(output: Probe, plan: Plan, isMeasured: boolean): void {
  if (output.video.frameCount === 0) {
    const message = 'Not a single frame of the video could be decoded; the file is damaged.';
    refuse('corrupt', message, { detail: `expected ${plan.frames} frames, got 0` });
  }
  checkBudget(output, plan);
  if (!isMeasured) checkLength(output.video, plan);
  checkAudio(output.audio, plan);
}

/** ffmpeg stops at the budget without a word; what it made by then is not the whole film. */
function checkBudget({ durationSeconds }: Probe, plan: Plan): void {
  const most = outputBudget(plan).seconds;
  if ((durationSeconds ?? 0) <= most) return;
  const message = 'The file runs far longer than it says.';
  const detail = `at most ${most} s were expected of a length of ${rounded(plan.durationSeconds)} s`;
  refuse('too-long', message, { detail });
}

/**
 * Of a source that was not measured: where its index tells its length to the frame, all of it has to be there. Elsewhere
 * a length is a header's claim, and proves nothing.
 */
function checkLength(video: VideoTrack, plan: Plan): void {
  const tolerance = plan.durationToleranceSeconds;
  if (tolerance === null || !plan.lengthIsExact) return;
  const seconds = video.durationSeconds ?? 0;
  const frames = video.frameCount ?? 0;
  const fps = plan.video.fps.num / plan.video.fps.den;
  const missing = plan.durationSeconds - seconds;
  const missingFrames = plan.frames - frames;
  // MediaInfo rounds durations to a millisecond.
  if (missing <= tolerance + 0.001 && missingFrames <= Math.ceil(tolerance * fps)) return;
  // Its index is whole and so is its data, or the probe had refused it: what is missing cannot be decoded.
  refuse('corrupt', `The file is damaged: only ${frames} of its ${plan.frames} frames could be decoded.`, {
    detail: `expected ${plan.frames} frames (${rounded(plan.durationSeconds)} s, tolerance ${rounded(tolerance)} s), got ${frames} frames (${rounded(seconds)} s)`,
  });
}

/** The sound ffmpeg was told to take is in the output, as long as in the source, unless it could not be decoded. */
function checkAudio(audio: AudioTrack | null, plan: Plan): void {
  if (!plan.audio) return;
  if (!audio) refuse('corrupt-audio');
  const [planned, seconds] = [plan.audioSeconds, audio.durationSeconds];
  if (planned === null || seconds === null || seconds >= planned - AUDIO_TOLERANCE_SECONDS) return;
  const numbers = `${rounded(seconds)} of its ${rounded(planned)} s`;
  refuse(
    'corrupt-audio',
    `The file's sound is damaged and cannot be decoded whole: only ${numbers} came out.`,
  );
}
