import type { Probe } from '../../../probe/probe.ts';
import type { TakenTrack } from './takenTrack.ts';

/** What is known of a part's file without looking at it: what its source has, and how much of that was taken. */
export function partProbe(
  source: Probe,
  { picture, sounds }: { picture: TakenTrack; sounds: TakenTrack[] },
  sizeBytes: number,
): Probe {
  const durationSeconds = secondsOf(picture);
  const { audio } = source;
  return {
    ...source,
    ...{ sizeBytes, durationSeconds, leftOut: [], bytesRead: 0, incomplete: false, faststart: true },
    video: { ...source.video, streamIndex: 0, durationSeconds, frameCount: null },
    audio: audio && sounds[0] ? partAudio(audio, sounds[0]) : null,
    clock: { ...source.clock, editSeconds: durationSeconds },
  };
}

function partAudio(audio: NonNullable<Probe['audio']>, sound: TakenTrack): NonNullable<Probe['audio']> {
  return {
    ...audio,
    ...{ streamIndex: 0, durationSeconds: secondsOf(sound) },
    ...(audio.right && { right: { ...audio.right, streamIndex: 1 } }),
  };
}

function secondsOf({ shownTicks, track }: TakenTrack): number {
  return shownTicks / track.timescale;
}
