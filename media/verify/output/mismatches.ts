import { roughTolerance } from '../../containers/roughTolerance.ts';
import { outputBudget } from '../../plan/outputBudget.ts';
import type { Plan } from '../../plan/plan.ts';
import type { AudioTrack, Probe, VideoTrack } from '../../probe/probe.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { rounded } from './rounded.ts';

/** Two packets of AAC: its own delay and the last packet's padding. */
const SOUND_TOLERANCE_SECONDS = 0.045;

/** A frame that repeats the one before takes some ten bytes in a stream and four in its index. */
const MIN_FRAME_BYTES = 8;

/** What an output is that was not planned, as half sentences; `grid` is null where its source was not measured. */
export function mismatches(output: Probe, plan: Plan, grid: Grid | null): string[] {
  return [
    ...wrongContainer(output, plan),
    ...wrongVideo(output.video, plan),
    ...(grid === null ? tooLong(output.video, plan) : offGrid(output, grid)),
    ...wrongAudio(output.audio, plan),
  ];
}

function wrongContainer({ container, faststart, sizeBytes }: Probe, plan: Plan): string[] {
  const most = outputBudget(plan).bytes;
  const least = plan.frames * MIN_FRAME_BYTES;
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
    ...(rateIsOff ? [`frame rate is ${video.fps}, planned ${rounded(rate)}`] : []),
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
      ? [`length is ${rounded(durationSeconds ?? 0)} s, planned ${rounded(plan.durationSeconds)} s`]
      : []),
    ...(excessFrames > mostFrames ? [`it has ${frameCount} frames, planned ${plan.frames}`] : []),
  ];
}

/** What was measured leaves no room but for the sound's own packets. */
function offGrid({ video, audio }: Probe, grid: Grid): string[] {
  const frames = video.frameCount ?? 0;
  const { soundSeconds } = grid;
  const seconds = audio?.durationSeconds ?? 0;
  const soundIsOff = soundSeconds !== null && Math.abs(seconds - soundSeconds) > SOUND_TOLERANCE_SECONDS;
  return [
    ...differs('number of frames', frames, grid.frames),
    ...(soundIsOff ? [`its sound runs ${rounded(seconds)} s, planned ${rounded(soundSeconds ?? 0)} s`] : []),
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
