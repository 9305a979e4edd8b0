import type { ContainerTrack, FloatSamples } from '../../containers/containerTrack.ts';
import { codecName } from '../codecName.ts';
import type { StreamName } from '../streamId.ts';
import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';

/** MediaConvert counts its tracks from 1: `streamIndex` + 1. */
export interface AudioTrack extends StreamName {
  /** ffmpeg's name: `aac`, `mp3`, ... */
  codec: string;
  channels: number;
  sampleRateHz: number;
  /** What its samples are, where older ffmpegs do not know the track's tag; null where they know by themselves. */
  floatSamples: FloatSamples | null;
  durationSeconds: number | null;
  /** Of one that holds the left side alone: the track that holds the right. */
  right?: SoundStream;
}

/** What is needed to open a track of sound. */
export type SoundStream = StreamName & Pick<AudioTrack, 'floatSamples'>;

/** Of the many codecs MediaInfo calls ADPCM, those that only the WAVE tag tells apart, by ffmpeg's names. */
const ADPCM_TAGS: Record<string, string> = { '20': 'adpcm_yamaha', '42': 'g723_1', '45': 'adpcm_g726' };

/** What MediaInfo and the container itself say of one of the audio tracks. */
export function toAudioTrack(
  track: MediaInfoTrack,
  name: StreamName,
  declared: ContainerTrack | undefined,
): AudioTrack {
  return {
    ...name,
    codec: codecOf(track),
    channels: positiveField(track, 'Channels') ?? 2,
    sampleRateHz: positiveField(track, 'SamplingRate') ?? 48_000,
    floatSamples: declared?.floatSamples ?? null,
    durationSeconds: positiveField(track, 'Duration'),
  };
}

function codecOf(track: MediaInfoTrack): string {
  const format = textField(track, 'Format') ?? 'unknown';
  // Matroska has the tag behind a name of its own: `A_MS/ACM / 20`.
  const tag = String(track.CodecID).split(' / ').at(-1) ?? '';
  const name = format === 'ADPCM' ? ADPCM_TAGS[tag] : undefined;
  return name ?? codecName(format, textField(track, 'Format_Version'), textField(track, 'Format_Profile'));
}
