import type { SoundStream } from '../probe/tracks/audioTrack.ts';
import { soundDecoderArgs } from './decode/soundDecoderArgs.ts';
import { type HardenedInputOptions, hardenedInput } from './hardenedInput.ts';
import { quietArgs } from './quietArgs.ts';

/** Reports that the measuring pass and the encode write into the job's folder. */
export const REPORTS = {
  pictures: 'picture-packets.txt',
  sounds: 'sound-packets.txt',
  heard: 'sound-decoded.txt',
  settled: 'sound-settled.txt',
  seen: 'pictures-decoded.txt',
} as const;

/**
 * Reads a source to its end without decoding a picture: tells of each packet of the picture and of the sound, and
 * decodes the sound, which costs next to nothing. `sound` is null where there is none to take.
 */
export function measureArgs(
  input: string,
  streams: { picture: string; sound: ({ name: string } & Pick<SoundStream, 'floatSamples'>) | null },
  options: HardenedInputOptions = {},
): string[] {
  return [
    ...[...quietArgs(), '-max_error_rate', '1'],
    // Some containers (AVI, MPEG-PS) give no presentation times: these are then worked out as the decoder does.
    ...soundDecoderArgs(streams.sound),
    ...['-fflags', '+genpts', ...hardenedInput(input, options)],
    ...packetReport(streams.picture, REPORTS.pictures),
    ...(streams.sound === null
      ? []
      : [...packetReport(streams.sound.name, REPORTS.sounds), ...soundReport(streams.sound.name)]),
  ];
}

/** Decodes the first picture that there is, and tells of it as seenArgs does. */
export function firstArgs(
  input: string,
  streams: { picture: string; sound: { name: string } | null },
  options: HardenedInputOptions = {},
): string[] {
  const [map = '', picture = '', ...rest] = seenArgs(streams.picture);
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...hardenedInput(input, options)],
    ...[map, picture, '-frames:v', '1', ...rest],
    // ffmpeg 7 counts time from the first of the streams that are used: these have to be the same in each run.
    ...(streams.sound ? ['-map', streams.sound.name, '-c', 'copy', '-t', '1', '-f', 'null', '-'] : []),
  ];
}

/**
 * Added to an encode: tells of each picture as it comes out of the decoder, by a corner of it. Not by a scaled one: ffmpeg 7's
 * scaler takes no picture of a rare matrix (YCgCo).
 */
export function seenArgs(picture: string): string[] {
  return [
    ...['-map', picture, '-vf', 'crop=8:8:0:0', '-c:v', 'rawvideo'],
    // The source's own clock, and every picture once.
    ...['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-f', 'framecrc', `file:${REPORTS.seen}`],
  ];
}

/** copyinkf: also what comes ahead of the first key frame. */
function packetReport(stream: string, report: string): string[] {
  return ['-map', stream, '-c', 'copy', '-copyinkf', '-f', 'framecrc', `file:${report}`];
}

/**
 * Where the sound changes its form, ffmpeg builds its filters anew, and the second report starts anew with them: it
 * then begins later than the first.
 */
export function soundReport(stream: string): string[] {
  const settled = `ametadata=mode=add:key=at:value=1,ametadata=mode=print:file=${REPORTS.settled}`;
  return ['-map', stream, '-af', settled, '-c:a', 'pcm_s16le', '-f', 'framecrc', `file:${REPORTS.heard}`];
}
