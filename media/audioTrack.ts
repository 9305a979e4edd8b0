import { codecName } from './codecName.ts';
import { type MediaInfoTrack, positiveField, textField } from './trackField.ts';

export interface AudioTrack {
  /** The n-th audio stream, from 0: what ffmpeg calls `0:a:n` and MediaConvert track n + 1. */
  streamIndex: number;
  /** ffmpeg's name: `aac`, `mp3`, ... */
  codec: string;
  channels: number;
  sampleRateHz: number;
  durationSeconds: number | null;
}

/** What one of MediaInfo's `Audio` tracks says. */
export function toAudioTrack(track: MediaInfoTrack, streamIndex: number): AudioTrack {
  const profile = textField(track, 'Format_Profile');
  return {
    streamIndex,
    codec: codecName(textField(track, 'Format') ?? 'unknown', textField(track, 'Format_Version'), profile),
    channels: positiveField(track, 'Channels') ?? 2,
    sampleRateHz: positiveField(track, 'SamplingRate') ?? 48_000,
    durationSeconds: positiveField(track, 'Duration'),
  };
}
