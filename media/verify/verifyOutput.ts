import { refuse } from '../../failures/refuse.ts';
import { WorkError } from '../../failures/workError.ts';
import { roughTolerance } from '../containers/roughTolerance.ts';
import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import type { AudioTrack, Probe, VideoTrack } from '../probe/probe.ts';
import type { Grid } from '../timeline/layGrid.ts';

/** Two packets of AAC: its own delay and the last packet's padding. */
const SOUND_TOLERANCE_SECONDS = 0.045;

/** What a source that was not measured may lack: the same, with room for what its header rounds. */
const AUDIO_TOLERANCE_SECONDS = 0.5;

/** A frame that repeats the one before takes some ten bytes in a stream and four in its index. */
const SMALLEST_FRAME_BYTES = 8;

/**
 * Holds an output against its plan and, where the source was measured, its grid. ffmpeg exits 0 on a truncated source, so
 * nothing is published unverified.
 * @throws {WorkError} with the numbers: of class input `corrupt`, `too-long`, `corrupt-audio`; of class preset `output-mismatch` (the encoder made
 * something else than planned).
 */
export function verifyOutput(output: Probe, plan: Plan, grid: Grid | null = null): void {
  const { video } = output;
  if (video === null || video.frameCount === 0) throw nothingDecoded(plan);
  checkBudget(output, plan);
  if (grid === null) checkLength(video, plan);
  checkAudio(output.audio, plan);
  const wrong = [
    ...wrongContainer(output, plan),
    ...wrongVideo(video, plan),
    ...(grid === null ? tooLong(video, plan) : offGrid(output, grid)),
    ...wrongAudio(output.audio, plan),
  ];
  if (wrong.length > 0) throw mismatch(wrong);
}

/** What was measured leaves no room but for the sound's own packets. */
function offGrid({ video, audio }: Probe, grid: Grid): string[] {
  const frames = video?.frameCount ?? 0;
  const { soundSeconds } = grid;
  const seconds = audio?.durationSeconds ?? 0;
  const soundIsOff = soundSeconds !== null && Math.abs(seconds - soundSeconds) > SOUND_TOLERANCE_SECONDS;
  return [
    ...differs('number of frames', frames, grid.frames),
    ...(soundIsOff ? [`its sound runs ${show(seconds)} s, planned ${show(soundSeconds ?? 0)} s`] : []),
  ];
}

function nothingDecoded(plan: Plan): WorkError {
  const message = 'Not a single frame of the video could be decoded; the file is damaged.';
  return new WorkError('corrupt', { message, detail: `expected ${plan.frames} frames, got 0` });
}

/** ffmpeg stops at the budget without a word; what it made by then is not the whole film. */
function checkBudget({ durationSeconds }: Probe, plan: Plan): void {
  const most = outputBudget(plan).seconds;
  if ((durationSeconds ?? 0) <= most) return;
  const message = 'The file runs far longer than it says.';
  const detail = `at most ${most} s were expected of a length of ${show(plan.durationSeconds)} s`;
  refuse('too-long', message, { detail });
}

/** The sound ffmpeg was told to take is in the output, as long as in the source, unless it could not be decoded. */
function checkAudio(audio: AudioTrack | null, plan: Plan): void {
  if (!plan.audio) return;
  if (!audio) refuse('corrupt-audio');
  const [planned, seconds] = [plan.audioSeconds, audio.durationSeconds];
  if (planned === null || seconds === null || seconds >= planned - AUDIO_TOLERANCE_SECONDS) return;
  const numbers = `${show(seconds)} of its ${show(planned)} s`;
  refuse(
    'corrupt-audio',
    `The file's sound is damaged and cannot be decoded whole: only ${numbers} came out.`,
  );
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
    detail: `expected ${plan.frames} frames (${show(plan.durationSeconds)} s, tolerance ${show(tolerance)} s), got ${frames} frames (${show(seconds)} s)`,
  });
}

function wrongContainer({ container, faststart, sizeBytes }: Probe, plan: Plan): string[] {
  const most = outputBudget(plan).bytes;
  const least = plan.frames * SMALLEST_FRAME_BYTES;
  return [
    ...differs('container', container, 'mp4'),
    ...(sizeBytes < least ? [`it has ${sizeBytes} bytes, at least ${least} were expected`] : []),
    ...(sizeBytes > most ? [`it has ${sizeBytes} bytes, at most ${most} were expected`] : []),
    ...(faststart === true ? [] : ['its index is not at the front']),
  ];
}

function wrongVideo(video: VideoTrack, plan: Plan): string[] {
  const rate = plan.video.fps.num / plan.video.fps.den;
  // The rate of one or two frames says nothing.
  const rateIsOff = plan.frames > 2 && video.fps !== null && Math.abs(video.fps - rate) > rate * 0.01;
  return [
    ...differs('video codec', video.codec, plan.video.codec),
    ...differs('size', `${video.width}x${video.height}`, `${plan.video.width}x${plan.video.height}`),
    ...differs('rotation', video.rotation, 0),
    ...differs('pixel aspect', video.pixelAspect, 1),
    ...differs('samples', `${video.bitDepth}-bit ${video.chroma}`, '8-bit 4:2:0'),
    ...(rateIsOff ? [`frame rate is ${video.fps}, planned ${show(rate)}`] : []),
  ];
}

/**
 * Of a source that was not measured: too long only where its length was known to the frame, and then by more than a late
 * start or a long last frame makes it.
 */
function tooLong({ durationSeconds, frameCount }: VideoTrack, plan: Plan): string[] {
  if (!plan.lengthIsExact || plan.durationToleranceSeconds === null) return [];
  const tolerance = plan.durationToleranceSeconds + roughTolerance(plan.durationSeconds);
  const excess = (durationSeconds ?? 0) - plan.durationSeconds;
  const excessFrames = (frameCount ?? 0) - plan.frames;
  const mostFrames = Math.ceil((tolerance * plan.video.fps.num) / plan.video.fps.den);
  return [
    ...(excess > tolerance + 0.001
      ? [`length is ${show(durationSeconds ?? 0)} s, planned ${show(plan.durationSeconds)} s`]
      : []),
    ...(excessFrames > mostFrames ? [`it has ${frameCount} frames, planned ${plan.frames}`] : []),
  ];
}

function wrongAudio(audio: AudioTrack | null, { audio: planned }: Plan): string[] {
  if (planned === null || audio === null) return audio ? ['it has sound, planned none'] : [];
  return [
    ...differs('audio codec', audio.codec, planned.codec),
    ...differs('audio channels', audio.channels, planned.channels),
    ...differs('sample rate', audio.sampleRateHz, planned.sampleRateHz),
  ];
}

function differs(what: string, got: string | number, planned: string | number): string[] {
  return got === planned ? [] : [`${what} is ${got}, planned ${planned}`];
}

function mismatch(wrong: string[]): WorkError {
  return new WorkError('output-mismatch', {
    message: `The output is not what was planned: ${wrong.join('; ')}.`,
  });
}

function show(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
