import type { SoundStream } from '../../probe/tracks/audioTrack.ts';

/** ffmpeg's arguments ahead of an input for the decoder of its sound, where older ones do not know its tag. */
export function soundDecoderArgs(sound: Pick<SoundStream, 'floatSamples'> | null): string[] {
  if (!sound?.floatSamples) return [];
  const { bits, littleEndian } = sound.floatSamples;
  return ['-c:a', `pcm_f${bits}${littleEndian ? 'le' : 'be'}`];
}
