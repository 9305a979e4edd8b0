import { MediaError } from './mediaError.ts';
import type { Plan } from './plan.ts';
import type { AudioTrack, Probe, VideoTrack } from './probe.ts';

/**
 * Holds an output against its plan. ffmpeg exits 0 on a truncated source, so nothing is published unverified.
 * @throws {MediaError} `truncated` (input: the source ended before its declared length), `corrupt-audio` (input), or
 * `output-mismatch` (preset: the encoder made something else than was planned), with the numbers.
 */
export function verifyOutput(output: Probe, plan: Plan): void {
  const { video } = output;
  if (video === null) throw mismatch(['it has no video']);
  checkLength(video, plan);
  checkAudioThere(output.audio, plan);
  const wrong = [...wrongContainer(output), ...wrongVideo(video, plan), ...wrongAudio(output.audio, plan)];
  if (wrong.length > 0) throw mismatch(wrong);
}

/** Every sound stream ffmpeg was told to take is in the output, unless none of it could be decoded. */
function checkAudioThere(audio: AudioTrack | null, plan: Plan): void {
  if (audio || !plan.audio) return;
  const message = "The file's sound is damaged and cannot be decoded.";
  throw new MediaError({ failureClass: 'input', code: 'corrupt-audio', message });
}

/** A source with a rough length may run longer than it says; one that knows it to the frame may not. */
function checkLength(video: VideoTrack, plan: Plan): void {
  const tolerance = plan.durationToleranceSeconds;
  if (tolerance === null) return;
  const seconds = video.durationSeconds ?? 0;
  const frames = video.frameCount ?? 0;
  const fps = plan.video.fps.num / plan.video.fps.den;
  const missing = plan.durationSeconds - seconds;
  const missingFrames = plan.frames - frames;
  // MediaInfo rounds durations to a millisecond.
  if (missing <= tolerance + 0.001 && missingFrames <= Math.ceil(tolerance * fps)) return;
  throw new MediaError({
    failureClass: 'input',
    code: 'truncated',
    message: `The file says it runs ${show(plan.durationSeconds)} s, but only ${show(seconds)} s of it could be read; it is probably incomplete.`,
    detail: `expected ${plan.frames} frames (${show(plan.durationSeconds)} s, tolerance ${show(tolerance)} s), got ${frames} frames (${show(seconds)} s)`,
  });
}

function wrongContainer({ container, faststart, sizeBytes }: Probe): string[] {
  return [
    ...differs('container', container, 'mp4'),
    ...(sizeBytes > 0 ? [] : ['it is empty']),
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
    ...wrongLength(video, plan),
  ];
}

/** Too long: only where the source's length was known to the frame, and by more than its tolerance. */
function wrongLength({ durationSeconds }: VideoTrack, plan: Plan): string[] {
  const tolerance = plan.durationToleranceSeconds;
  const exact = tolerance !== null && tolerance < 0.5;
  const excess = (durationSeconds ?? 0) - plan.durationSeconds;
  return exact && excess > tolerance + 0.001
    ? [`length is ${show(durationSeconds ?? 0)} s, planned ${show(plan.durationSeconds)} s`]
    : [];
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

function mismatch(wrong: string[]): MediaError {
  return new MediaError({
    failureClass: 'preset',
    code: 'output-mismatch',
    message: `The output is not what was planned: ${wrong.join('; ')}.`,
  });
}

function show(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
